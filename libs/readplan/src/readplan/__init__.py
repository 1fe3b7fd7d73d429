"""Compiles a GraphQL query into SQL and generated Python; a service binds its types, no resolvers."""

from readplan.answer import Answer, Pool, Settings
from readplan.binding import Abstract, Binding, Roots, bind, bind_abstract, roots
from readplan.engine import ReadPlan
from readplan.fields import connection, planned, ref, refs
from readplan.filters import (
    BooleanFilter,
    DateFilter,
    DateTimeFilter,
    DecimalFilter,
    EnumFilter,
    IDFilter,
    IntFilter,
    StringFilter,
    all_of,
    any_of,
    by,
)
from readplan.pages import Connection, Edge, Order, OrderDirection, PageInfo
from readplan.relation import Relation, keys, relation
from readplan.shape import Shape
from readplan.sources import Through, given, through
from readplan.sql import EVERYTHING, Denied, Sql, arg, everyone

__all__ = [
    "EVERYTHING",
    "Abstract",
    "Answer",
    "Binding",
    "BooleanFilter",
    "Connection",
    "DateFilter",
    "DateTimeFilter",
    "DecimalFilter",
    "Denied",
    "Edge",
    "EnumFilter",
    "IDFilter",
    "IntFilter",
    "Order",
    "OrderDirection",
    "PageInfo",
    "Pool",
    "ReadPlan",
    "Relation",
    "Roots",
    "Settings",
    "Shape",
    "Sql",
    "StringFilter",
    "Through",
    "all_of",
    "any_of",
    "arg",
    "bind",
    "bind_abstract",
    "by",
    "connection",
    "everyone",
    "given",
    "keys",
    "planned",
    "ref",
    "refs",
    "relation",
    "roots",
    "through",
]
