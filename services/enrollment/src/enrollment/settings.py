"""The settings of enrollment, `ENROLLMENT_*`."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class EnrollmentSettings(ServiceSettings):
    """What every service needs, under enrollment's prefix."""

    model_config = SettingsConfigDict(env_prefix="ENROLLMENT_", extra="ignore")
