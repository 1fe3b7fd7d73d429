"""Trees over many entries: any change of an entry, its place or their number changes the root."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from chassis.audit.merkle import EMPTY, chained, leaf, root

contents = st.lists(st.binary(max_size=8), min_size=1, max_size=20)


def test_a_known_tree_has_its_known_root() -> None:
    a, b, c = (leaf(content) for content in (b"a", b"b", b"c"))

    inner = sha256(b"\x01" + a + b).digest()

    assert root([]) == EMPTY
    assert root([a]) == a
    assert root([a, b]) == inner
    assert root([a, b, c]) == sha256(b"\x01" + inner + c).digest()


@given(contents, st.data())
def test_a_changed_entry_changes_the_root(entries: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    changed = [*entries[:place], entries[place] + b"!", *entries[place + 1 :]]

    assert root([leaf(entry) for entry in changed]) != root([leaf(entry) for entry in entries])


@given(contents)
def test_a_missing_or_repeated_last_entry_changes_the_root(entries: list[bytes]) -> None:
    leaves = [leaf(entry) for entry in entries]

    assert root(leaves[:-1]) != root(leaves)
    assert root([*leaves, leaves[-1]]) != root(leaves)


def test_an_inner_node_cannot_be_passed_off_as_an_entry() -> None:
    a, b = leaf(b"a"), leaf(b"b")

    assert leaf(a + b) != root([a, b])


def test_a_link_depends_on_everything_in_it() -> None:
    links = {
        chained(previous, number, leaves, top)
        for previous in (EMPTY, bytes(32))
        for number in (1, 2)
        for leaves in (1, 2)
        for top in (EMPTY, bytes(32))
    }

    assert len(links) == 16
