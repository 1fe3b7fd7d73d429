// Composes subgraphs: [{name, url, sdl}] on standard input, {supergraph} or {errors} on standard output.
import { readFileSync } from "node:fs";
import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";

const subgraphs = JSON.parse(readFileSync(0, "utf8"));
const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
const { supergraphSdl, errors } = composeServices(services);
const result = supergraphSdl ? { supergraph: supergraphSdl } : { errors: errors.map((error) => error.message) };
process.stdout.write(JSON.stringify(result));
