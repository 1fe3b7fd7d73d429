// Reads events with the official JavaScript SDK: from JSON over HTTP, and from a record on Kafka.
import { HTTP, Kafka } from "cloudevents";
import { readFileSync } from "node:fs";

const asStructured = (event) => {
  const read = HTTP.toEvent({
    headers: { "content-type": "application/cloudevents+json" },
    body: JSON.stringify(event.json),
  });
  return { id: read.id, type: read.type, sequence: read.sequence, data: read.data };
};

const asBinary = (event) => {
  const read = Kafka.toEvent({
    headers: event.headers,
    key: event.headers.ce_partitionkey,
    value: Buffer.from(event.value, "hex"),
    body: Buffer.from(event.value, "hex"),
  });
  const data = Buffer.from(read.data_base64 ?? "", "base64").toString("hex") || Buffer.from(read.data).toString("hex");
  return { id: read.id, type: read.type, partitionkey: read.partitionkey, data };
};

const events = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(events.map((event) => ({ structured: asStructured(event), binary: asBinary(event) }))));
