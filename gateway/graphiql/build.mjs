// Bundles the page into src/gateway/graphiql/page.html, and the licences of what is inside beside it.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync, existsSync } from "node:fs";
import { createHash } from "node:crypto";

const target = new URL("../src/gateway/graphiql/", import.meta.url);
const { outputFiles, metafile } = await build({
  entryPoints: ["main.jsx"],
  bundle: true,
  minify: true,
  format: "iife",
  jsx: "automatic",
  target: "es2022",
  outdir: "out",
  write: false,
  metafile: true,
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".woff2": "dataurl", ".woff": "dataurl", ".ttf": "dataurl" },
});

const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;
const script = textOf(".js").replaceAll("</script", "<\\/script");
const style = textOf(".css");
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = `default-src 'none'; script-src ${hash(script)}; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'`;
writeFileSync(
  new URL("page.html", target),
  `<!doctype html>
<!-- Written by gateway/graphiql/build.mjs; not edited by hand. Licences: LICENSES.txt. -->
<html lang="en">
<head><meta charset="utf-8"><title>Bilim: GraphiQL</title><meta http-equiv="content-security-policy" content="${policy}">
<meta name="log-in" content=""><link rel="icon" href="data:,">
<style>html,body,#graphiql{height:100%;margin:0}${style}</style></head>
<body><div id="graphiql"></div><script>${script}</script></body>
</html>
`,
);

const packages = new Set(
  Object.keys(metafile.inputs)
    .map((path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean),
);
const licences = [...packages].sort().map((name) => {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const facts = JSON.parse(readFileSync(new URL("package.json", folder)));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(new URL(file, folder), "utf8").trim() : "";
  return `${name} ${facts.version} (${facts.license})\n\n${text}\n`;
});
writeFileSync(new URL("LICENSES.txt", target), licences.join("\n----\n\n"));
