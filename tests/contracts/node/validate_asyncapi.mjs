// Validates an AsyncAPI document with the official parser and says what it found wrong.
import { Parser } from "@asyncapi/parser";
import { readFileSync } from "node:fs";

const { document, diagnostics } = await new Parser().parse(readFileSync(0, "utf8"));
const serious = diagnostics.filter((each) => each.severity <= 1);
console.log(
  JSON.stringify({
    problems: serious.map((each) => `${each.path.join(".")}: ${each.message}`),
    channels: document?.channels().all().length ?? 0,
  }),
);
