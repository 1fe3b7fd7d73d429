"""Reasons not to go on that a person can do something about; the text is all that is shown."""


class CannotStartError(Exception):
    """Kafka or Keycloak cannot be started, or asked, as wished."""
