"""How far this process is behind the owners that it hears, for the page of figures."""

behind: dict[str, int] = {}
"""By consumer: events of the owner's that it had not read when it last asked."""
