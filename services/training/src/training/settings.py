"""The settings of training, `TRAINING_*`."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class TrainingSettings(ServiceSettings):
    """What every service needs, under training's prefix."""

    model_config = SettingsConfigDict(env_prefix="TRAINING_", extra="ignore")
