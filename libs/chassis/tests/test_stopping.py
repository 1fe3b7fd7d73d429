"""A stop is told once to everybody who watches, however late they come."""

from chassis.stopping import Stop


def test_who_watches_is_called_when_it_begins_and_never_again() -> None:
    stop, called = Stop(), []
    stop.watch(lambda: called.append("first"))

    stop.begin()
    stop.begin()

    assert (called, stop.has_begun, stop.watched_by) == (["first"], True, 0)


def test_who_comes_after_it_has_begun_is_called_at_once() -> None:
    stop, called = Stop(), []
    stop.begin()

    stop.watch(lambda: called.append("late"))

    assert called == ["late"]


def test_who_has_left_is_not_called() -> None:
    stop, called = Stop(), []
    leave = stop.watch(lambda: called.append("gone"))

    leave()
    stop.begin()

    assert called == []


def test_who_leaves_because_of_the_call_may_leave_again() -> None:
    stop, called = Stop(), []

    def go() -> None:
        called.append("going")
        leave()

    leave = stop.watch(go)
    stop.begin()
    leave()

    assert called == ["going"]
