"""A plan as data: which statements are asked, which columns they give, and which objects rows become."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Entry:
    """One key of an object: under which condition it is there and what it holds."""

    key: str
    condition: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of the row; ``convert`` is the name of a function for it, if any."""

    column: int
    required: bool
    convert: str | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """A value known when compiling: a type's name, a masked null, a refusal."""

    name: str
    breaks: bool


@dataclass(frozen=True, slots=True)
class Computed:
    """A Python function over columns of the row, and over what a representation gives by name."""

    function: str
    inputs: tuple[int | str, ...]
    required: bool


@dataclass(slots=True)
class Nested:
    """An object made of columns of the same row."""

    view: View
    unless_null: int | None
    required: bool


@dataclass(slots=True)
class LinkTo:
    """Rows of another statement: ``kind`` is "one", "many" or "page"."""

    kind: str
    rows: Rows
    column: int
    required: bool
    nullable: bool  # the column that holds the key may be null


@dataclass(slots=True)
class ChoiceOf:
    """One of several links, by the value of a column."""

    column: int
    links: dict[str, LinkTo | Constant]
    required: bool


@dataclass(slots=True)
class BatchOf:
    """A value from an async function, asked once for all rows."""

    batch: Batch
    column: int


Value = Leaf | Constant | Computed | Nested | LinkTo | ChoiceOf | BatchOf


@dataclass(slots=True)
class View:
    """One object made of a row: its entries, or its entries by the row's type when that varies."""

    cases: dict[str | None, list[Entry]]
    discriminator: int | None = None


@dataclass(slots=True)
class Batch:
    """An async function to be asked once for the keys of all rows."""

    number: int
    key: str
    function: str
    arguments: str
    project: str
    fetches: bool = False


@dataclass(slots=True)
class Rows:
    """One statement and the objects its rows become."""

    number: int
    label: str
    key: str  # the response key under which its parents hold it
    arguments: str = "NONE"
    views: list[View] = field(default_factory=list)
    width: int = 0
    statement: object = None
    parameters: tuple[str, ...] = ()
    many: bool = False
    from_representations: bool = False  # what a representation gave beside its key can be looked up
    from_keys: bool = False  # its rows are its parents' keys: an entity of another service, nothing more
    repeats: bool = False  # several rows may come for one parent of which the first counts
    required: bool = False
    about: int | None = None  # the column that holds the person whom a row is about
    connection: ConnectionView | None = None


@dataclass(slots=True)
class ConnectionView:
    """What of a connection is selected, in order."""

    parts: list[ConnectionPart]

    @property
    def total(self) -> bool:
        """Whether rows are counted."""
        return any(part.kind == "totalCount" for part in self.parts)

    @property
    def rows(self) -> bool:
        """Whether rows are read."""
        return any(part.kind in ("nodes", "edges", "pageInfo") for part in self.parts)

    @property
    def cursors(self) -> bool:
        """Whether the sort values of rows are read."""
        inner = [small.kind for part in self.parts for small in part.inner]
        return any(kind in ("cursor", "startCursor", "endCursor") for kind in inner)


@dataclass(slots=True)
class ConnectionPart:
    """One selected field of a connection, of its edges or of its page's information."""

    key: str
    condition: str | None
    kind: str
    view: int = -1
    inner: list[ConnectionPart] = field(default_factory=list)
    constant: str = ""


@dataclass(slots=True)
class Root:
    """One root field."""

    key: str
    condition: str | None
    kind: str  # lookup, many, page, entities, value, constant, typename
    name: str = ""
    arguments: str = "NONE"
    required: bool = False
    rows: list[Rows] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)  # entity types that may not be read
