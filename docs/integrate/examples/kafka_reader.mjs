// Reads a topic on Kafka with nothing of ours but the schema that each event names.
//
//     npm install kafkajs protobufjs
//     node kafka_reader.mjs localhost:9092 bilim.enrollment.student.v1
import { Kafka, logLevel } from "kafkajs";
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

const kafka = new Kafka({ brokers: bootstrap.split(","), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: "office-example-node" });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    const header = (name) => message.headers[name].toString();
    const type = await messageType(header("ce_dataschema"));
    // Here: remember ce_id and apply the message in one transaction; skip an id that is known.
    console.log(header("ce_type"), header("ce_id"), JSON.stringify(type.decode(message.value).toJSON()));
  },
});
