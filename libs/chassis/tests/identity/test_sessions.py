"""Ended sessions close what was opened in them, and survive a store that is away."""

from collections.abc import Collection

import pytest

from chassis.identity.sessions import EndedSessions, MemoryStore, StoreUnavailable

AMINA, TIMUR = "session-of-amina", "session-of-timur"


class UnsteadyStore(MemoryStore):
    """A store that can be away."""

    is_away = False

    async def add(self, session_id: str, until: float) -> None:
        self._answer()
        await super().add(session_id, until)

    async def read(self, now: float) -> Collection[str]:
        self._answer()
        return await super().read(now)

    def _answer(self) -> None:
        if self.is_away:
            raise StoreUnavailable("away")


@pytest.fixture
def store() -> UnsteadyStore:
    return UnsteadyStore()


@pytest.fixture
def ended(store: UnsteadyStore) -> EndedSessions:
    return EndedSessions(store)


@pytest.fixture
def replica(store: UnsteadyStore) -> EndedSessions:
    return EndedSessions(store)


async def test_the_end_of_a_session_closes_what_was_opened_in_it_and_nothing_else(
    ended: EndedSessions,
) -> None:
    closed: list[str] = []
    ended.watch(AMINA, lambda: closed.append("amina's"))
    ended.watch(TIMUR, lambda: closed.append("timur's"))

    await ended.end(AMINA)
    await ended.end(AMINA)

    assert closed == ["amina's"]


async def test_a_replica_closes_its_own_when_it_learns_of_the_end(
    ended: EndedSessions, replica: EndedSessions
) -> None:
    closed: list[str] = []
    replica.watch(AMINA, lambda: closed.append("there"))

    await ended.end(AMINA)
    await replica.refresh()

    assert closed == ["there"]


async def test_what_is_opened_after_the_end_is_closed_at_once(ended: EndedSessions) -> None:
    closed: list[str] = []
    await ended.end(AMINA)

    ended.watch(AMINA, lambda: closed.append("late"))

    assert closed == ["late"]


async def test_what_is_no_longer_watched_is_left_alone(ended: EndedSessions) -> None:
    closed: list[str] = []
    unwatch = ended.watch(AMINA, lambda: closed.append("gone"))
    unwatch()

    await ended.end(AMINA)

    assert closed == []


async def test_a_caller_without_a_session_is_watched_for_nothing(ended: EndedSessions) -> None:
    unwatch = ended.watch(None, lambda: pytest.fail("nothing ended"))

    unwatch()


async def test_while_the_store_is_away_a_session_ends_here_and_elsewhere_when_it_is_back(
    store: UnsteadyStore, ended: EndedSessions, replica: EndedSessions
) -> None:
    store.is_away = True
    with pytest.raises(StoreUnavailable):
        await ended.end(AMINA)
    here = AMINA in ended

    store.is_away = False
    await ended.refresh()
    await replica.refresh()

    assert here
    assert AMINA in ended
    assert AMINA in replica


async def test_a_store_that_is_away_makes_nobody_forget(store: UnsteadyStore, ended: EndedSessions) -> None:
    await ended.end(AMINA)

    store.is_away = True
    with pytest.raises(StoreUnavailable):
        await ended.refresh()

    assert AMINA in ended


class SlowStore(MemoryStore):
    """A store whose answer was made before somebody told it more."""

    def __init__(self, ended_meanwhile: str) -> None:
        super().__init__()
        self.sessions: EndedSessions | None = None
        self._ended_meanwhile = ended_meanwhile

    async def read(self, now: float) -> Collection[str]:
        known = list(await super().read(now))
        if self.sessions is not None:
            await self.sessions.end(self._ended_meanwhile)
        return known


async def test_a_session_that_ends_while_the_store_is_read_stays_ended() -> None:
    store = SlowStore(TIMUR)
    ended = store.sessions = EndedSessions(store)

    await ended.refresh()

    assert TIMUR in ended
