// Makes a page of one file from an application below src/: build.mjs NAME RESULT.
//
// RESULT is gzip of an HTML document with styles and script within. Its policy lets that script and those styles work,
// by their hashes, and nothing else: no request, no other script, whatever the data says. Where the page's data goes
// stands @@C360_DATA@@; whoever writes it there must escape every "<".
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const [name, result] = process.argv.slice(2);
if (!result) throw new Error("usage: build.mjs NAME RESULT");

let esbuild;
try {
  esbuild = await import("esbuild");
} catch {
  console.error("web/node_modules lacks esbuild: run ./dev build, which fetches what web/package-lock.json names");
  process.exit(1);
}

const built = await esbuild.build({
  absWorkingDir: here,
  entryPoints: [join(here, "src", name, "main.tsx")],
  bundle: true,
  write: false,
  outdir: "out",
  format: "iife",
  target: "es2022",
  minify: true,
  metafile: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});

/** The licences of the packages that went into the bundle, as their terms ask for. */
function licences() {
  const packages = new Set();
  for (const input of Object.keys(built.metafile.inputs)) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  return [...packages].sort().map((each) => {
    const folder = join(here, "node_modules", each);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((n) => join(folder, n)).find(existsSync);
    if (!file) throw new Error(`${each} has no licence file`);
    return `${each} ${version}\n\n${readFileSync(file, "utf8").trim()}`;
  });
}

/** Text that can stand in a <script> or <style> element: neither may end before its end. */
function contained(text) {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error("the bundle holds a text that would end its own element");
  return text;
}

const hashOf = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
const text = (ending) => built.outputFiles.find((file) => file.path.endsWith(ending)).text.trim();
const script = contained(text(".js"));
const style = contained(text(".css"));
const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="c360">
<title>Data documentation</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript. It loads nothing: all that it shows is within this file.</noscript>
<script type="application/json" id="c360-data">@@C360_DATA@@</script>
<script>${script}</script>
<script type="text/plain" id="licences">${contained(licences().join("\n\n----\n\n"))}</script>
</body>
</html>
`;
writeFileSync(result, gzipSync(page, { level: 9 }));
