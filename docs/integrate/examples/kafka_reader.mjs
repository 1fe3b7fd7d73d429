// Reads a topic on Kafka with nothing of ours but the schema that each event names.
//
//     npm install @platformatic/kafka protobufjs
//     node kafka_reader.mjs localhost:9092 bilim.enrollment.student.v1
import { setTimeout as pause } from "node:timers/promises";
import { Consumer, MessagesStreamFallbackModes, MessagesStreamModes, stringDeserializer } from "@platformatic/kafka";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor/index.js";

const [bootstrap, topic] = process.argv.slice(2);
const schemas = new Map();

// The message that an event's schema describes; fetched once for each.
async function messageType(dataschema) {
  if (!schemas.has(dataschema)) {
    const answer = await fetch(dataschema);
    const files = descriptor.FileDescriptorSet.decode(new Uint8Array(await answer.arrayBuffer()));
    const name = dataschema.split("/").at(-2).split(".").at(-1);
    const own = files.file.at(-1).package;
    schemas.set(dataschema, protobuf.Root.fromDescriptor(files).lookupType(`${own}.${name}`));
  }
  return schemas.get(dataschema);
}

const consumer = new Consumer({
  groupId: "office.example-node",
  clientId: "office-example-node",
  bootstrapBrokers: bootstrap.split(","),
  retries: true,
  deserializers: { headerKey: stringDeserializer, headerValue: stringDeserializer },
});
async function read() {
  const events = await consumer.consume({
    topics: [topic],
    autocommit: false,
    mode: MessagesStreamModes.COMMITTED,
    fallbackMode: MessagesStreamFallbackModes.EARLIEST,
  });
  for await (const event of events) {
    const type = await messageType(event.headers.get("ce_dataschema"));
    // Here: remember ce_id and apply the message in one transaction; skip an id that is known.
    const [name, id] = ["ce_type", "ce_id"].map((each) => event.headers.get(each));
    console.log(name, id, JSON.stringify(type.decode(event.value).toJSON()));
    await event.commit();
  }
}

// A stream ends when its group is divided anew or a broker goes away: begin again where the last commit was.
for (;;) {
  await read().catch((error) => console.error(error.message));
  await pause(1000);
}
