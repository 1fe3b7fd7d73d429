"""How our own processes reach Kafka: as the settings say, with the token that they show everywhere else."""

import ssl
from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka.abc import AbstractTokenProvider

from chassis.credentials import service_token
from chassis.events.kafka.brokers import Brokers
from chassis.settings import KafkaSecurity, PlatformSettings, SettingsRefused


class Tokens(AbstractTokenProvider):  # type: ignore[misc]
    """Hands a broker the token of the moment; it is renewed by who gives it."""

    def __init__(self, token: Callable[[], Awaitable[str]]) -> None:
        self._token = token

    async def token(self) -> str:
        """The token."""
        return await self._token()


def brokers_of(platform: PlatformSettings, *, service: str) -> Brokers:
    """The cluster of the settings, as this service reaches it. Raises SettingsRefused, or NoMachineKeys."""
    if platform.kafka is None:
        raise SettingsRefused("Set BILIM_KAFKA: there is no Kafka to work with.")
    return Brokers(platform.kafka, client_id=service, security=_security(platform, service))


def _security(platform: PlatformSettings, service: str) -> dict[str, Any]:
    protocol = platform.kafka_security
    security: dict[str, Any] = {"security_protocol": protocol.value}
    if protocol in (KafkaSecurity.TLS, KafkaSecurity.LOGIN):
        security["ssl_context"] = ssl.create_default_context(cafile=platform.kafka_ca)
    if protocol in (KafkaSecurity.LOGIN, KafkaSecurity.LOGIN_WITHOUT_TLS):
        security["sasl_mechanism"] = "OAUTHBEARER"
        security["sasl_oauth_token_provider"] = Tokens(service_token(platform, service=service))
    return security
