"""What does not fit is refused when the engine is built."""
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest
import strawberry
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from readplan import (
    Connection,
    EnumFilter,
    ReadPlan,
    Sql,
    StringFilter,
    arg,
    bind,
    by,
    connection,
    everyone,
    keys,
    planned,
    relation,
    roots,
    through,
)
from readplan.model import BindingError

BOOK = relation("book", id="uuid", title="text", shelf_id="int4", required=["id"])
SHELF = relation("shelf", id="uuid", label="text")


class BookSort(Enum):
    TITLE = "title"


strawberry.enum(BookSort, description="Orders.")


@strawberry.input(description="Which books.")
class BookFilter:
    title: StringFilter | None = by("Title.")
    colour: StringFilter | None = by("Colour.")


@strawberry.federation.type(keys=["id"], description="A shelf.")
class Shelf:
    id: strawberry.ID = strawberry.field(description="Id.")
    label: str = strawberry.field(description="Label.")


@strawberry.federation.type(keys=["id"], description="A book.")
class Book:
    id: strawberry.ID = strawberry.field(description="Id.")
    title: str = strawberry.field(description="Title.")
    shelf: Shelf | None = strawberry.field(description="Shelf.")

    @planned(description="Loans.")
    def loans(self, since: str | None = None) -> int | None: ...


@strawberry.type(description="The root.")
class Query:
    books: Connection[Book] = connection(description="Books.", filter=BookFilter, order=BookSort)

    @planned(description="A book.")
    def book(self, id: strawberry.ID, colour: str | None = None) -> Book | None: ...


schema = strawberry.federation.Schema(query=Query, types=[Book, Shelf])


def problems(*bindings: Any, of: Any = schema, metadata: Any = None) -> list[str]:
    with pytest.raises(BindingError) as refused:
        ReadPlan(
            of, bindings, pool=lambda: None, cursor_key=b"", answer=lambda c, q: None, subject=str,  # type: ignore[arg-type, return-value]
            locales=lambda c: (), metadata=metadata,
        )  # fmt: skip
    return refused.value.problems


def test_everything_that_does_not_fit_is_said_at_once() -> None:
    book = bind(Book, BOOK, visible=everyone)
    book.one("shelf", Shelf, by="shelf_id")
    book.column("pages", "pages")
    root = roots(Query)
    root.one("book", Book)
    root.connection("books", Book, order={"TITEL": "titel"}, default="TITLE")

    said = problems(root, book)

    assert said == [
        "Book.pages is bound but the type has no such field",
        "Shelf is an entity but is not bound: bind(Shelf, …, visible=…)",
        'Query.books: book has no column "titel"',
        "Query.books: the default order TITLE is none of TITEL",
        "Query.books: nothing says how to order by TITLE",
        "Query.books: filter BookFilter.colour lives nowhere; say book.expression('colour', …)",
        "Query.book: nothing uses the argument colour",
        "Book.shelf leads to Shelf, which is not bound",
        "Book.loans lives nowhere: there is no column of that name and no binding",
    ]


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        (lambda b: b.one("shelf", Shelf, by="shelf"), 'Book.shelf: book has no column "shelf"'),
        (lambda b: b.one("shelf", Shelf, by="shelf_id"), "Book.shelf: shelf_id is int4 but id is uuid"),
        (lambda b: b.many("shelf", Shelf, by="id"), "Book.shelf is Shelf but is bound with .many"),
        (lambda b: b.one("shelf", Book, by="id"), "Book.shelf is of Shelf but leads to Book"),
        (lambda b: b.column("loans", Sql("{t}.a + {b}")), "Book.loans: b in '{t}.a + {b}' is no parameter"),
        (
            lambda b: b.column("loans", Sql("{b}::int", b=arg("until"))),
            "Book.loans: there is no argument until",
        ),
        (lambda b: b.derived("loans", needs=["x.y"], fn=len), "Book.loans needs x.y, which is no total"),
    ],
)
def test_a_binding_that_does_not_fit_is_named(bound: Any, expected: str) -> None:
    book = bind(Book, BOOK, visible=everyone)
    bound(book)

    assert expected in problems(book, bind(Shelf, SHELF, visible=everyone))


def test_a_type_without_a_visibility_predicate_cannot_be_bound() -> None:
    with pytest.raises(TypeError, match="visible"):
        bind(Book, BOOK)  # type: ignore[call-arg]


def test_tables_are_checked_against_metadata() -> None:
    class Base(SQLModel, registry=registry()):
        pass

    class BookRow(Base, table=True):
        __tablename__ = "book"
        id: str = Field(primary_key=True)

    said = problems(
        bind(Book, "book", visible=everyone), bind(Shelf, "shelves", visible=everyone), metadata=Base.metadata
    )

    assert "Book.title lives nowhere: there is no column of that name and no binding" in said
    assert any('relation "shelves" is unknown' in one for one in said)


def test_an_entity_known_by_its_key_alone_has_no_rows_to_find() -> None:
    book = bind(Book, BOOK, visible=everyone)
    shelf = bind(Shelf, keys(id="uuid"), visible=everyone)

    assert "Shelf.label lives nowhere: there is no column of that name and no binding" in problems(
        book, shelf
    )


def test_enum_filters_and_throughs_are_part_of_the_vocabulary() -> None:
    """They exist under the names that bindings use."""
    assert EnumFilter.__strawberry_definition__.is_graphql_generic  # type: ignore[attr-defined]
    assert through("loan", near="book_id", far="shelf_id").where is None
