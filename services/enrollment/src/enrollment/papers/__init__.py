"""The papers of children: how their numbers are sealed, and what the register of civil acts says of them."""

from functools import lru_cache

from chassis.national_ids import NationalIds
from chassis.settings import platform_settings
from enrollment.papers.civil_register import FileRegister, NoRegister
from enrollment.papers.seals import DocumentSeals
from enrollment.settings import DEVELOPMENT_KEY, enrollment_settings
from enrollment.usecases.admission.ports import CivilRegister, Seals


class KeyMissing(Exception):
    """In production the papers need keys of their own; the text says how to set them."""

    def __init__(self) -> None:
        super().__init__(
            "Set ENROLLMENT_DOCUMENT_KEYS to NAME:BASE64 of 32 random bytes: everybody knows the development key."
        )


@lru_cache(maxsize=1)
def seals() -> Seals:
    """Seals with the configured keys. Raises KeyMissing in production without any."""
    keys = enrollment_settings().document_keys
    if platform_settings().is_production and keys == DEVELOPMENT_KEY:
        raise KeyMissing
    return DocumentSeals(NationalIds.parse(keys))


@lru_cache(maxsize=1)
def civil_register() -> CivilRegister:
    """The register that is configured, or none."""
    file = enrollment_settings().civil_register
    return FileRegister(file) if file else NoRegister()
