// Receives webhooks: Node's own server and the library of Standard Webhooks.
//
//     npm install standardwebhooks
//     node webhook_receiver.mjs 8080 whsec_…
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const [port, secret] = process.argv.slice(2);
const seen = new Set(); // In earnest a table, written in the transaction of what the event changes.

createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  let event;
  try {
    // The library looks at the signature and at the hour: an old delivery cannot be played to us again.
    event = new Webhook(secret).verify(Buffer.concat(pieces).toString("utf8"), request.headers);
  } catch {
    response.writeHead(400).end();
    return;
  }
  if (!seen.has(event.id)) {
    seen.add(event.id);
    console.log(event.type, event.id, JSON.stringify(event.data));
  }
  response.writeHead(204).end(); // Anything but 2xx means that it comes again.
}).listen(Number(port), "127.0.0.1");
