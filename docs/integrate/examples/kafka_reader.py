"""Reads a topic on Kafka with nothing of ours but the schema that each event names.

pip install aiokafka protobuf
python kafka_reader.py localhost:9092 bilim.enrollment.student.v1
"""

import asyncio
import sys
import urllib.request
from functools import cache

from aiokafka import AIOKafkaConsumer
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.json_format import MessageToJson
from google.protobuf.message_factory import GetMessageClass


@cache
def message_class(dataschema: str) -> type:
    """The message that an event's schema describes; fetched once for each."""
    with urllib.request.urlopen(dataschema, timeout=10) as answer:
        files = FileDescriptorSet.FromString(answer.read()).file
    pool = DescriptorPool()
    for file in files:
        pool.Add(file)
    name = dataschema.split("/")[-2].split(".")[-1]
    return GetMessageClass(pool.FindMessageTypeByName(f"{files[-1].package}.{name}"))


async def main(bootstrap: str, topic: str) -> None:
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id="office.example",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        async for record in consumer:
            event = {name.removeprefix("ce_"): value.decode() for name, value in record.headers}
            message = message_class(event["dataschema"]).FromString(record.value)
            # Here: remember event["id"] and apply the message in one transaction; skip an id that is known.
            print(event["type"], event["id"], MessageToJson(message, indent=None), flush=True)
            await consumer.commit()
    finally:
        await consumer.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
