"""Composition: what fits becomes a supergraph, what does not says why, and the committed file is fresh."""

import pytest

from repo.compose import CompositionFailed, Subgraph, compose, is_stale

LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n'
SCHOOLS = Subgraph(
    "schools",
    "http://127.0.0.1:1/graphql",
    LINK + 'type Query { school: School } type School @key(fields: "id") { id: ID! name: String }',
)


@pytest.mark.node
def test_subgraphs_become_a_supergraph_with_their_addresses() -> None:
    supergraph = compose([SCHOOLS])

    assert 'SCHOOLS @join__graph(name: "schools", url: "http://127.0.0.1:1/graphql")' in supergraph


@pytest.mark.node
def test_schemas_that_do_not_fit_say_why() -> None:
    other = Subgraph(
        "other", "http://127.0.0.1:2/graphql", LINK + 'type School @key(fields: "id") { id: ID! name: Int }'
    )

    with pytest.raises(CompositionFailed, match="name"):
        compose([SCHOOLS, other])


@pytest.mark.node
def test_the_committed_supergraph_is_what_the_committed_schemas_compose_to() -> None:
    assert not is_stale()
