"""A name in several languages."""

from collections.abc import Mapping

from inventory.domain.refusals import NameMissing

LANGUAGES = frozenset({"ky", "kk", "ru", "ba", "en"})


def checked_names(names: Mapping[str, str]) -> dict[str, str]:
    """The names without the space around them. Refuses as NameMissing when none is left or a language is unknown."""
    trimmed = {language: name.strip() for language, name in names.items() if name.strip()}
    if not trimmed or not trimmed.keys() <= LANGUAGES:
        raise NameMissing
    return trimmed
