// Verifies a webhook as a receiver does: v1 with the library, v1a with Node's own crypto.
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, public: publicKey, headers, body } = JSON.parse(readFileSync(0, "utf8"));

const v1 = (text) => {
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch {
    return false;
  }
};

const v1a = (text) => {
  const x = Buffer.from(publicKey.replace("whpk_", ""), "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const signature = headers["webhook-signature"].split(" ").find((each) => each.startsWith("v1a,")).slice(4);
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`;
  return verify(null, Buffer.from(signed), key, Buffer.from(signature, "base64"));
};

console.log(
  JSON.stringify({ v1: v1(body), v1OfAnotherBody: v1(body + " "), v1a: v1a(body), v1aOfAnotherBody: v1a(body + " ") }),
);
