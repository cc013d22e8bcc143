// Bundles an application below src/: build.mjs NAME RESULT. One that has an index.html is made of several files, which
// c360 serve sends (several_files.mjs); any other is one file that opens by itself (one_page.mjs).
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

const options = {
  absWorkingDir: here,
  entryPoints: [join(here, "src", name, "main.tsx")],
  bundle: true,
  write: false,
  outdir: "out",
  target: "es2022",
  minify: true,
  metafile: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
};
const shape = existsSync(join(here, "src", name, "index.html")) ? "./several_files.mjs" : "./one_page.mjs";
const { make } = await import(shape);
writeFileSync(result, await make(esbuild, options, here));
