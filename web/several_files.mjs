// Makes the files of an application that a server sends: index.html, a script that loads the others when they are needed,
// and its styles. Their names hold a hash of what is in them, so that browsers may keep them for ever.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { licences } from "./licences.mjs";

const types = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
};
const hashed = (text) => createHash("sha256").update(text).digest("hex").slice(0, 10);

/** A line of JSON that lists the files, then the gzip of each. */
export async function make(esbuild, options, here) {
  const built = await esbuild.build({
    ...options,
    format: "esm",
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
  });
  const files = built.outputFiles.map((file) => {
    const name = file.path.split("/").at(-1);
    return { path: "/" + name, type: types[name.split(".").at(-1)], text: file.text };
  });
  const terms = licences(built.metafile, here);
  files.push({ path: `/licences-${hashed(terms)}.txt`, type: "text/plain; charset=utf-8", text: terms });
  const named = (start, ending) => files.find((file) => file.path.startsWith(start) && file.path.endsWith(ending)).path;
  const index = readFileSync(join(dirname(options.entryPoints[0]), "index.html"), "utf8")
    .replace("@@SCRIPT@@", named("/main-", ".js"))
    .replace("@@STYLE@@", named("/main-", ".css"))
    .replace("@@LICENCES@@", named("/licences-", ".txt"));
  files.push({ path: "/", type: types.html, text: index });
  const packed = files.map(({ path, type, text }) => ({ path, type, bytes: gzipSync(text, { level: 9 }) }));
  const list = packed.map(({ path, type, bytes }) => ({ path, type, size: bytes.length }));
  return Buffer.concat([Buffer.from(JSON.stringify(list) + "\n"), ...packed.map((file) => file.bytes)]);
}
