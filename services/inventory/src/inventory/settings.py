"""The settings of inventory, `INVENTORY_*`."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class InventorySettings(ServiceSettings):
    """What every service needs, under inventory's prefix."""

    model_config = SettingsConfigDict(env_prefix="INVENTORY_", extra="ignore")
