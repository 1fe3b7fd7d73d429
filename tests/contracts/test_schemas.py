"""The contracts are served as files, under the very address that each event names."""

import re

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from chassis.events.cloudevents import Registry
from chassis.events.schemas import Schemas
from contracts.catalogue import asyncapi, channels, described, everything
from repo import asyncapi as tool

from .conftest import PUBLIC_URL, Node, Recording


@pytest.fixture(scope="module")
def served() -> AsyncClient:
    document, page = asyncapi()
    app = Starlette(routes=Schemas(described(), asyncapi=document, page=page).routes())
    return AsyncClient(transport=ASGITransport(app), base_url=PUBLIC_URL)


async def test_an_event_is_read_with_nothing_but_the_schema_it_names(
    recorded: Recording, served: AsyncClient
) -> None:
    answer = await served.get(recorded.document["dataschema"])

    pool = DescriptorPool()
    for file in FileDescriptorSet.FromString(answer.content).file:
        pool.Add(file)
    message_class = GetMessageClass(pool.FindMessageTypeByName(recorded.type.message.DESCRIPTOR.full_name))
    assert getattr(message_class.FromString(recorded.value), recorded.type.key) == recorded.key


async def test_the_proto_file_lies_beside_it(recorded: Recording, served: AsyncClient) -> None:
    address = recorded.document["dataschema"].replace(".binpb", ".proto")

    assert f"message {recorded.type.message.DESCRIPTOR.name} {{" in (await served.get(address)).text


async def test_an_unknown_event_has_no_schema(served: AsyncClient) -> None:
    for path in ("/schemas/bilim.enrollment.StudentVanished/v1.binpb", "/schemas/..%2f..%2fetc/v1.proto"):
        assert (await served.get(path)).status_code == 404


def test_the_document_and_its_page_say_what_the_descriptors_say() -> None:
    assert tool.stale_files() == []


async def test_the_page_needs_no_network_and_runs_no_script(served: AsyncClient) -> None:
    page = await served.get("/asyncapi")

    assert "default-src 'none'" in page.headers["content-security-policy"]
    # An address in an example is text; what would be fetched stands in an attribute or in a style.
    assert not re.search(r"<script|<link|src=|href=[\"']?https?:|@import|url\(", page.text)
    assert all(event.topic in page.text for event in everything())
    assert "bilim.inventory.school.snapshot.v1" in page.text


async def test_the_registry_names_the_address_that_is_served(registry: Registry, served: AsyncClient) -> None:
    for each in described():
        assert (await served.get(registry.schema_url(each.name))).status_code == 200


@pytest.mark.node
async def test_the_official_parser_finds_nothing_wrong_with_the_document(
    served: AsyncClient, node: Node
) -> None:
    found = node("validate_asyncapi.mjs", (await served.get("/asyncapi.json")).json())

    topics = {channel.topic for channel in channels()} | {each.states for each in channels() if each.states}
    assert found == {"problems": [], "channels": len(topics)}
