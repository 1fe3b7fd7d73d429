"""The settings of the journal, `EJOURNAL_*`."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class EjournalSettings(ServiceSettings):
    """What every service needs, under the journal's prefix."""

    model_config = SettingsConfigDict(env_prefix="EJOURNAL_", extra="ignore")
