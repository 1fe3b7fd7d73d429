"""The settings of enrollment, `ENROLLMENT_*`."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings

DEVELOPMENT_KEY = "development:ZGV2ZWxvcG1lbnQtb25seS1rZXktb2YtMzItYnl0ZXM="
"""Everybody knows it, so it protects nobody: refused in production."""


class EnrollmentSettings(ServiceSettings):
    """What every service needs, under enrollment's prefix, and what admission needs besides."""

    model_config = SettingsConfigDict(env_prefix="ENROLLMENT_", extra="ignore")

    document_keys: str = Field(
        DEVELOPMENT_KEY,
        repr=False,
        description="Keys that encrypt national ids and documents: NAME:BASE64 of 32 bytes, newest first.",
    )
    civil_register: Path | None = Field(
        None, description="The register of civil acts as a file of JSON lines; none is asked without it."
    )


@lru_cache(maxsize=1)
def enrollment_settings() -> EnrollmentSettings:
    """The one reading of `ENROLLMENT_*` in this process."""
    return EnrollmentSettings()
