"""Every limit, at its value and one above it; and bombs that must stay cheap."""

import time

import pytest
from graphql import GraphQLError, OperationDefinitionNode, build_schema, get_introspection_query, parse

from chassis.graphql import Limits, Weights, check, measure, scan

SDL = """
    directive @cost(weight: Int!) on FIELD_DEFINITION
    directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
    type Query {
      school: School
      schools(first: Int = 20, after: String): Schools
      few: [School!] @listSize(assumedSize: 3)
      dear: School @cost(weight: 100)
      many: [School!]
    }
    type Schools { nodes: [School!] totalCount: Int }
    type School { id: ID name: String district: School classes: [School!] }
"""
SCHEMA = build_schema(SDL)
WEIGHTS = Weights.of(parse(SDL))
MILLISECOND = 0.001


def refusals(query: str, **limits: int) -> list[str]:
    return [limit_of(error) for error in check(parse(query), SCHEMA, Limits(**limits), WEIGHTS)]


def limit_of(error: GraphQLError) -> str:
    extensions = error.extensions or {}
    assert extensions["code"] == "LIMIT_EXCEEDED"
    return str(extensions["limit"])


def cost(query: str, **variables: int) -> int:
    document = parse(query)
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    spent = measure(document, operation, SCHEMA, Limits(), WEIGHTS).cost
    return spent if isinstance(spent, int) else spent(variables)


@pytest.mark.parametrize(
    ("query", "limit", "most"),
    [
        ("{ school { district { id } } }", "depth", 2),
        ("{ school { id name } }", "fields", 2),
        ("{ a: school { b: id } }", "aliases", 1),
        ("{ school { id id id } }", "repeats", 2),
        ("{ school @skip(if: false) { id @skip(if: false) } }", "directives", 1),
        ("{ school { id } many { id } }", "root_fields", 1),
        ("{ many { classes { id } } }", "cost", 109),
    ],
)
def test_a_limit_holds_one_above_its_value(query: str, limit: str, most: int) -> None:
    refused = refusals(query, **{limit: most})
    let_in = refusals(query, **{limit: most + 1})

    assert refused == [limit.replace("_", " ")]
    assert let_in == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ school { id name } }", 1),
        ("{ many { id } }", 10),
        ("{ few { id } }", 3),
        ("{ dear { id } }", 100),
        ("{ schools(first: 50) { nodes { classes { id } } } }", 1 + 50 * (1 + 10)),
        ("{ schools { nodes { id } totalCount } }", 1 + 20),
    ],
)
def test_objects_cost_one_times_the_size_of_their_list(query: str, expected: int) -> None:
    assert cost(query) == expected


def test_a_page_size_in_a_variable_counts_with_its_value() -> None:
    query = "query ($n: Int) { schools(first: $n) { nodes { id } } }"

    assert cost(query, n=7) == 8
    assert cost(query) == 21


def test_a_fragment_costs_what_it_says_where_it_is_spread() -> None:
    query = "{ schools(first: 5) { ...S } } fragment S on Schools { nodes { id } }"

    assert cost(query) == 6


def test_introspection_may_be_deep() -> None:
    assert refusals(get_introspection_query(), depth=3) == []


def test_introspection_beside_data_hides_no_depth() -> None:
    assert refusals("{ __typename school { district { id } } }", depth=2) == ["depth"]


def test_merged_entity_calls_are_one_question() -> None:
    aliases = " ".join(f"_e{n}: _entities(representations: []) {{ __typename }}" for n in range(40))

    assert refusals(f"{{ {aliases} }}") == []


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("{" + " a" * 1000 + "}", "tokens"),
        ("{ a" * 65, "nesting"),
        ("{ a(n: " + "1" * 65 + ") }", "digits"),
    ],
)
def test_a_text_is_refused_by_its_words(text: str, limit: str) -> None:
    error = scan(text, Limits())

    assert error is not None
    assert limit_of(error) == limit


def test_words_in_strings_and_comments_do_not_count() -> None:
    text = '{ a(text: "' + "{ " * 500 + '") } #' + "{ " * 500 + '\n{ b(t: """' + "x\n" * 1000 + '""") }'

    assert scan(text, Limits(tokens=20, nesting=3)) is None


def test_a_fragment_bomb_costs_less_than_five_milliseconds() -> None:
    bomb = "{...F0}" + "".join(f"fragment F{n} on Query{{...F{n + 1} ...F{n + 1}}}" for n in range(24))
    document = parse(bomb + "fragment F24 on Query{many{id}}")

    started = time.process_time()
    refused = check(document, SCHEMA, Limits())
    spent = time.process_time() - started

    assert {limit_of(error) for error in refused} == {"fields", "cost", "repeats", "root fields"}
    assert spent < 5 * MILLISECOND


def test_a_fragment_within_itself_comes_to_an_end() -> None:
    assert refusals("{ school { ...F } } fragment F on School { district { ...F } }") == []
