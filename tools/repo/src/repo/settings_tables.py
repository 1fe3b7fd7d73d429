"""Writes the tables of settings in docs/operate from the classes that read them."""

from collections.abc import Iterator

from pydantic_settings import BaseSettings

from chassis.settings import PlatformSettings, ServiceSettings
from gateway.settings import GatewaySettings
from repo.tables import table

PARTS: tuple[tuple[str, type[BaseSettings], str], ...] = (
    ("The installation", PlatformSettings, "BILIM_"),
    ("A service, under its own name", ServiceSettings, "<SERVICE>_"),
    ("The gateway, also in its TOML file", GatewaySettings, "GATEWAY_"),
)


def settings_tables() -> str:
    """All of them, one under the other."""
    return "\n".join(line for part in PARTS for line in _part(*part))


def _part(title: str, settings: type[BaseSettings], prefix: str) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    yield from table(("variable", "unless said", "what it does"), _rows(settings, prefix))


def _rows(settings: type[BaseSettings], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in settings.model_fields.items():
        value = field.get_default(call_default_factory=True, validated_data={})
        told = "–" if value in (None, "", [], {}) else f"`{getattr(value, 'value', value)}`"
        yield f"`{prefix}{name.upper()}`", told, field.description or ""
