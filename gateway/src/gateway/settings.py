"""What can be set: from the environment (`GATEWAY_*`) and from a TOML file, which wins."""

import tomllib
from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from chassis.settings import Settings, SettingsRefused


class GatewaySettings(Settings):
    """One gateway. The defaults run anybody's supergraph; a configuration makes it ours."""

    model_config = SettingsConfigDict(env_prefix="GATEWAY_", extra="forbid")

    verify_tokens: bool = Field(False, description="Check bearer tokens here, before any subgraph does.")
    sessions_url: str | None = Field(
        None, description="PostgreSQL where all replicas read which sessions ended; else each knows its own."
    )
    session_refresh_seconds: float = Field(2.0, gt=0, le=10, description="How often that is read.")
    logout_clients: list[str] = Field(
        ["bilim-console", "bilim-graphiql"], description="Clients whose logouts the issuer tells us of."
    )
    count_cost: bool = Field(False, description="Refuse requests above the static cost limit.")
    allowed_origins: list[str] = Field(
        ["localhost"], description="Origins that browsers may call from; `localhost` is any of this machine."
    )
    most_bytes: int = Field(100 * 1024, ge=1024, description="The largest request body.")
    pass_bytes: bool = Field(
        False,
        description="Hand on answers of a single fetch unread; only for subgraphs that keep their schema.",
    )
    open_introspection: bool | None = Field(
        None, description="Introspection without a token; open everywhere but in production unless said."
    )
    graphiql: bool = Field(True, description="Serve GraphiQL to browsers.")
    login_client: str | None = Field(
        None,
        description="Client by which GraphiQL logs in at the issuer; else as a persona, or a token is pasted.",
    )
    documents: Path | None = Field(None, description="Manifest of registered documents.")
    free_form: bool = Field(True, description="Answer documents that are not registered.")
    request_seconds: float = Field(5.0, gt=0, description="The longest a request may take.")
    subgraph_seconds: float = Field(3.0, gt=0, description="The longest a subgraph may take.")
    most_at_once: int = Field(
        1_000, ge=1, description="Requests under way at once; whoever comes beyond is told to come again."
    )
    strangers: int = Field(
        2_000, ge=1, description="WebSockets of callers who have shown no token, all together."
    )
    strangers_each: int = Field(100, ge=1, description="The same from one address.")
    share_reads: bool = Field(True, description="Ask a subgraph once what equal callers ask at once.")
    requests_per_minute: int | None = Field(
        None, ge=1, description="Requests a subject may send a minute; 600 in production unless said."
    )
    override_labels: list[str] = Field([], description="Active labels of progressive overrides.")
    feeds: dict[str, str] = Field(
        {}, description="Where each service's events are; beside its graph when not said."
    )
    reload_seconds: float = Field(1.0, gt=0, description="How often the supergraph file is looked at.")


def for_production(settings: GatewaySettings) -> GatewaySettings:
    """What was left open is closed where anybody may come."""
    unsaid = {
        name: value
        for name, value in {"open_introspection": False, "requests_per_minute": 600}.items()
        if getattr(settings, name) is None
    }
    return settings.model_copy(update=unsaid)


def read_settings(file: Path | None) -> GatewaySettings:
    """The environment's settings, overridden by the file's. Raises SettingsRefused."""
    try:
        given = tomllib.loads(file.read_text("utf-8")) if file is not None else {}
        return GatewaySettings(**given)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsRefused(f"{file} cannot be read: {error}.") from error
