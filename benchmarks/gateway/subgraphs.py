"""Four subgraphs that cost next to nothing: one process that answers each known question with ready bytes."""

import argparse
import asyncio
from collections.abc import Callable
from typing import ClassVar

import httptools
import orjson

SCHOOLS, CLASSES, PUPILS, ROOMS = 20, 4, 9, 15

SDL = {
    "schools": """
        type Query { schools(tag: String): [School!] school(id: ID!): School }
        type School @key(fields: "id") { id: ID! name: String address: String founded: Int kind: String }
    """,
    "classes": """
        type School @key(fields: "id") { id: ID! classes: [Class!] }
        type Class @key(fields: "id") { id: ID! grade: Int letter: String room: String pupils: [Pupil!] }
        type Pupil @key(fields: "id") { id: ID! }
    """,
    "pupils": """
        type Pupil @key(fields: "id") { id: ID! name: String born: String language: String average: Float }
    """,
    "devices": """
        type School @key(fields: "id") { id: ID! devices: Devices rooms: [Room!] }
        type Room { name: String seats: Int screen: Boolean floor: Int }
        type Devices { desktops: Int laptops: Int tablets: Int boards: Int }
        type Class @key(fields: "id") { id: ID! boards: [Board!] }
        type Board { serial: String maker: String working: Boolean }
    """,
}
PORTS = dict(zip(SDL, range(18701, 18705), strict=True))
SMALL = (
    "query Small($id: ID!) { school(id: $id) "
    "{ name address founded kind devices { desktops laptops tablets boards } rooms { name seats screen floor } } }"
)
BIG = """query Big($tag: String) {
  schools(tag: $tag) { id name address founded kind
    devices { desktops laptops tablets boards }
    classes { id grade letter room
      boards { serial maker working }
      pupils { id name born language average } } }
}"""


def root(variables: dict) -> dict:
    """Everything a root field can be asked for; the gateway takes what it wants."""
    if "id" in variables:
        return {"data": {"school": school(variables["id"])}}
    return {"data": {"schools": [school(f"s{n}") for n in range(SCHOOLS)]}}


def school(name: str) -> dict:
    return {
        "__typename": "School", "id": name, "name": f"Gymnasium {name}", "address": f"Lenin street {name}, Sergokala",
        "founded": 1931, "kind": "SECONDARY",
    }  # fmt: skip


def entity(service: str, wanted: dict, query: str) -> dict:
    """The fields of an entity that the query names."""
    known = ENTITIES[service, wanted["__typename"]](wanted["id"])
    return {field: value for field, value in known.items() if field in query}


ENTITIES: dict[tuple[str, str], Callable[[str], dict]] = {
    ("classes", "School"): lambda s: {
        "classes": [
            {
                "__typename": "Class", "id": f"{s}c{c}", "grade": c + 1, "letter": "a", "room": f"{c}01",
                "pupils": [{"__typename": "Pupil", "id": f"{s}c{c}p{p}"} for p in range(PUPILS)],
            }
            for c in range(CLASSES)
        ],
    },
    ("pupils", "Pupil"): lambda p: {
        "name": f"Amina Magomedova {p}", "born": "2014-03-01", "language": "ru", "average": 4.25,
    },
    ("devices", "School"): lambda s: {  # noqa: ARG005
        "devices": {"desktops": 12, "laptops": 8, "tablets": 0, "boards": 2},
        "rooms": [{"name": f"Room {n}", "seats": 28, "screen": True, "floor": 1} for n in range(ROOMS)],
    },
    ("devices", "Class"): lambda c: {
        "boards": [{"serial": f"{c}-{n}", "maker": "Smart", "working": True} for n in range(2)],
    },
}  # fmt: skip


class Stub(asyncio.Protocol):
    """One connection; an answer made once is sent again as bytes."""

    known: ClassVar[dict[bytes, bytes]] = {}

    def __init__(self, service: str) -> None:
        self.service = service
        self.parser = httptools.HttpRequestParser(self)
        self.body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        key = self.service.encode() + self.body
        answer = self.known.get(key) or self.known.setdefault(key, self.answer())
        self.body = b""
        self.transport.write(answer)

    def answer(self) -> bytes:
        asked = orjson.loads(self.body)
        variables = asked.get("variables") or {}
        lists = {name: value for name, value in variables.items() if isinstance(value, list)}
        if lists:
            keys = ["_entities"] if "representations" in lists else [f"_e{n}" for n in range(len(lists))]
            data = {
                key: [entity(self.service, wanted, asked["query"]) for wanted in reps]
                for key, reps in zip(keys, lists.values(), strict=True)
            }
            content: dict = {"data": data}
        else:
            content = root(variables)
        body = orjson.dumps(content)
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        return head.encode() + body


async def serve() -> None:
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(lambda name=name: Stub(name), "127.0.0.1", port)
        for name, port in PORTS.items()
    ]
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    import uvloop

    uvloop.run(serve())
