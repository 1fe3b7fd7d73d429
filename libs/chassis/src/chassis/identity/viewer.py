"""Who is asking: the claims of a verified token in the words that policy and bindings use."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from chassis.identity.grants import Grant, Kind, Person


@dataclass(frozen=True)
class Viewer:
    """A verified caller. `ANONYMOUS` is the one without a token; every viewer has what the public has."""

    subject: str | None = None
    client: str | None = None
    grants: tuple[Grant, ...] = ()
    persons: tuple[Person, ...] = ()
    loa: int = 0
    """Level of assurance: how well the issuer knows that this is the person (0 when it does not say)."""
    token_id: str | None = None
    session_id: str | None = None
    expires_at: float | None = None
    """Seconds since 1970, with the leeway that every door gives: until then the token is believed, and streams live."""

    @property
    def is_anonymous(self) -> bool:
        """No token was presented."""
        return self.subject is None

    def is_over(self, now: float) -> bool:
        """Whether the token is not believed any more; who came without one stays."""
        return self.expires_at is not None and now >= self.expires_at

    @cached_property
    def held(self) -> frozenset[tuple[str, Kind]]:
        """Which role over which kind of place, without the ids: what a compiled read depends on."""
        return frozenset((grant.role, grant.kind) for grant in self.grants)

    @cached_property
    def person_kinds(self) -> frozenset[str]:
        """Which kinds of person the caller is."""
        return frozenset(person.kind for person in self.persons)

    def has_role(self, role: str) -> bool:
        """Hold the role anywhere."""
        return any(grant.role == role for grant in self.grants)

    def ids(self, roles: Collection[str], kind: Kind) -> list[UUID]:
        """The places over which the caller holds one of these roles."""
        return [UUID(grant.id) for grant in self.grants if grant.kind is kind and grant.role in roles]

    def person_ids(self, kind: str | None = None) -> list[UUID]:
        """The caller's own ids in the registers, of one kind or of all."""
        return [person.id for person in self.persons if kind in (None, person.kind)]


ANONYMOUS = Viewer()
