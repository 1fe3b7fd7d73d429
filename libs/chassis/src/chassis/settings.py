"""The settings that all parts of the platform share (`BILIM_*`), and those that each service has under its name."""

from enum import StrEnum
from functools import lru_cache
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError
from pydantic_settings import PydanticBaseSettingsSource as Source

from chassis.secret_files import MountedFiles


class Environment(StrEnum):
    """Where the platform runs: stand-ins for Kafka and Keycloak are refused in production."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class KafkaSecurity(StrEnum):
    """How workers reach Kafka; they log in with the token that they show at feeds."""

    NONE = "PLAINTEXT"
    TLS = "SSL"
    LOGIN_WITHOUT_TLS = "SASL_PLAINTEXT"
    LOGIN = "SASL_SSL"


DEVELOPMENT_SECRET = "development-only-secret"  # noqa: S105 - known to everybody, and refused in production


class SettingsRefused(Exception):
    """A setting cannot be used; the text says which and why."""


class Settings(BaseSettings):
    """Settings that say what is wrong with them in one sentence for each, and never what was given: it may be a key.

    Each comes from the environment, or from a mounted file that `<SETTING>_FILE` names.
    """

    model_config = SettingsConfigDict(hide_input_in_errors=True)

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except SettingsError as error:
            raise SettingsRefused(str(error.__cause__ or error)) from None
        except ValidationError as error:
            raise SettingsRefused(" ".join(self._said(dict(each)) for each in error.errors())) from error

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: Source,
        env_settings: Source,
        dotenv_settings: Source,  # noqa: ARG003 - the library's signature
        file_secret_settings: Source,  # noqa: ARG003 - as above
    ) -> tuple[Source, ...]:
        """What a program gives, then the environment, then files."""
        return init_settings, env_settings, MountedFiles(settings_cls)

    def _said(self, wrong: dict[str, Any]) -> str:
        said = f"{wrong['msg'].removeprefix('Value error, ')}."
        name = ".".join(map(str, wrong["loc"]))
        return f"{self.model_config.get('env_prefix', '')}{name}".upper() + f": {said}" if name else said


class PlatformSettings(Settings):
    """What is one for the whole installation."""

    model_config = SettingsConfigDict(env_prefix="BILIM_", extra="ignore")

    env: Environment = Field(Environment.DEVELOPMENT, description="`production` refuses every stand-in.")
    public_url: str = Field("http://127.0.0.1:8000", description="Where the world sees the gateway.")
    database_url: str | None = Field(
        None, description="The PostgreSQL server; each service has a database there."
    )
    kafka: str | None = Field(
        None, description="Kafka's bootstrap address; without it services hear one another by their feeds."
    )
    kafka_security: KafkaSecurity = Field(
        KafkaSecurity.NONE,
        description="`SASL_SSL`: TLS, and workers log in with their token; `SSL`: TLS alone; `SASL_PLAINTEXT` and "
        "`PLAINTEXT` only inside a network of your own.",
    )
    kafka_ca: str | None = Field(
        None, description="A file with the certificates that Kafka's are signed by; the system's when absent."
    )
    issuer: str = Field("http://127.0.0.1:8000/dev", description="`iss` of the tokens that are accepted.")
    jwks_url: str | None = Field(None, description="Where the issuer's public keys are read.")
    audience: str = Field("bilim-graph", description="`aud` of the tokens that are accepted.")
    key_file: str | None = Field(
        None, description="The development issuer's private key; never in production."
    )
    machine_keys: str | None = Field(
        None,
        description="Folder of the private keys by which workers log in: `bilim-<service>.json`, a JWK each.",
    )
    token_url: str | None = Field(
        None, description="Where workers ask for tokens; what the issuer's configuration says when absent."
    )
    event_days: int = Field(30, ge=1, description="Days that an event stays readable in the log.")
    secret: str = Field(
        DEVELOPMENT_SECRET,
        min_length=16,
        description="Key of signatures on cursors; at least 16 characters.",
    )
    webhook_keys: str = Field(
        "",
        description="Keys that seal the secrets of webhooks, `NAME:BASE64` of 32 bytes, the newest first; "
        "without them one is made from `BILIM_SECRET`.",
    )
    webhook_keys_file: str | None = Field(None, description="A file that holds these keys instead.")
    webhook_signing_keys: str = Field(
        "", description="Keys of `v1a` signatures, `whsk_…`, the newest first; else made from `BILIM_SECRET`."
    )
    log_format: str = Field("json", pattern="^(json|console)$", description="`console` is for people.")
    log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="The least level written."
    )
    otlp_endpoint: str | None = Field(None, description="Where spans are sent; without it none are made.")

    @model_validator(mode="after")
    def _has_a_secret_of_its_own(self) -> Self:
        if self.is_production and self.secret == DEVELOPMENT_SECRET:
            raise ValueError("BILIM_SECRET: production needs one of its own")
        return self

    @property
    def is_production(self) -> bool:
        """Whether stand-ins are refused."""
        return self.env is Environment.PRODUCTION


class ServiceSettings(Settings):
    """What one service needs; a service subclasses it with its own prefix."""

    database_url: str | None = Field(
        None, description="Database as the application role; derived when absent."
    )
    owner_database_url: str | None = Field(None, description="Database as its owner, for migrations only.")
    pool_size: int = Field(10, ge=1, le=200, description="Connections this process may hold.")
    statement_timeout_ms: int = Field(2000, ge=1, description="A statement that takes longer is given up.")
    waiting_seconds: float = Field(
        1.0,
        ge=0,
        description="The longest a request waits for its turn at the graph before it is told to come again; with what "
        "it then takes it must stay below what the gateway waits.",
    )
    feeds: dict[str, str] = Field(
        default_factory=dict, description="Where the other services' event feeds are; derived when absent."
    )


@lru_cache(maxsize=1)
def platform_settings() -> PlatformSettings:
    """The one reading of `BILIM_*` in this process. Raises SettingsRefused."""
    return PlatformSettings()


def derived_database_url(server_url: str, *, database: str, role: str) -> str:
    """The address of a service's database on a server, as one of its roles (`<service>_app`, `<service>_owner`).

    A password in the server's address is kept: an installation that separates passwords sets each address itself.
    """
    parts = urlsplit(server_url)
    _, at, host = parts.netloc.rpartition("@")
    password = f":{parts.password}" if at and parts.password else ""
    return urlunsplit(parts._replace(netloc=f"{role}{password}@{host}", path=f"/{database}"))
