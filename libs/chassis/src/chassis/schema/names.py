"""Names in the languages of the platform, as inputs, and the argument that chooses one."""

from typing import Annotated

import strawberry

from chassis.schema.scalars import Locale

LocaleArgument = Annotated[
    Locale | None, strawberry.argument(description="The language wanted; else that of `Accept-Language`.")
]


@strawberry.input(description="A name by language; at least one is needed.")
class Names:
    """The languages of the platform."""

    ru: str | None = strawberry.field(default=None, description="In Russian.")
    kk: str | None = strawberry.field(default=None, description="In Kazakh.")
    ky: str | None = strawberry.field(default=None, description="In Kyrgyz.")
    ba: str | None = strawberry.field(default=None, description="In Bashkir.")
    en: str | None = strawberry.field(default=None, description="In English.")

    def by_language(self) -> dict[str, str]:
        """Those that are given."""
        return {language: name for language, name in vars(self).items() if name}
