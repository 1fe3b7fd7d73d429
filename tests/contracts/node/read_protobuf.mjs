// Reads messages with protobufjs from the .proto files alone.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import protobuf from "protobufjs";

const { root: folder, events } = JSON.parse(readFileSync(0, "utf8"));
const root = new protobuf.Root();
// Google's own files come with protobufjs, most of them built in.
const shipped = (target) => (target.endsWith("descriptor.proto") ? resolve("node_modules/protobufjs", target) : target);
root.resolvePath = (_, target) => (target.startsWith("google/") ? shipped(target) : resolve(folder, target));
await root.load([...new Set(events.map((event) => event.file))], { keepCase: true });

const read = (event) => root.lookupType(event.message).decode(Buffer.from(event.value, "hex")).toJSON();
console.log(JSON.stringify(events.map(read)));
