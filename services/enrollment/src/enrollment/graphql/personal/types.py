"""What is said of an export of a person's record."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from chassis.schema import UserError, describe_enum
from enrollment.domain.person import PersonKind
from enrollment.domain.person_export import ExportState
from enrollment.graphql.inputs import ERRORS, KEY
from readplan import planned

describe_enum(
    ExportState, "How far an export is.", RUNNING="Services are being asked.", DONE="All have answered."
)


@strawberry.type(description="Everything that is held of a person, put together.")
class PersonExport:
    """See domain/person_export.py."""

    id: strawberry.ID = strawberry.field(description="The export's id.")
    person_id: strawberry.ID = strawberry.field(description="The pupil or guardian.")
    state: ExportState = strawberry.field(description="How far it is.")
    created_at: datetime = strawberry.field(description="When it was asked for; it is deleted a week later.")
    document: JSON = strawberry.field(
        description="What each service holds, by its name; whole once the state is `DONE`."
    )


@strawberry.input(description="Whose record is put together.")
class ExportPersonInput:
    """See usecases/export_person.py."""

    person_id: strawberry.ID = strawberry.field(description="The pupil or guardian.")
    kind: PersonKind = strawberry.field(description="What the person is to a school.")
    idempotency_key: UUID | None = strawberry.field(default=None, description=KEY)


@strawberry.type(description="What came of `exportPerson`.")
class ExportPersonPayload:
    """The export, or why there is none."""

    export: PersonExport | None = strawberry.field(
        description="The export, to be asked again until it is done."
    )
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.type
class PersonalQuery:
    """The root look-up of exports."""

    @planned(description="One export of a person's record, for who asked for it.")
    def person_export(
        self, id: Annotated[strawberry.ID, strawberry.argument(description="By id.")]
    ) -> PersonExport | None: ...
