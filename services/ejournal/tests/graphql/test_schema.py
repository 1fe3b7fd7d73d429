"""The committed schema is the one that the code makes."""

from pathlib import Path

from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from ejournal.app import SERVICE
from ejournal.graphql.schema import schema

COMMITTED = Path(__file__).parents[2] / "schema.graphql"


def test_the_committed_schema_is_up_to_date() -> None:
    assert COMMITTED.read_text("utf-8") == SERVICE.schema(), "Run: python -m ejournal schema > schema.graphql"


def test_everything_is_described() -> None:
    silent: list[str] = []
    for name, kind in schema._schema.type_map.items():
        if name.startswith("_") or not isinstance(
            kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType
        ):
            continue
        silent += [name] if not kind.description else []
        for field, told in kind.fields.items():
            if field.startswith("_"):
                continue
            silent += [f"{name}.{field}"] if not told.description else []
            arguments = getattr(told, "args", {}).items()
            silent += [f"{name}.{field}({one})" for one, each in arguments if not each.description]
    assert silent == []
