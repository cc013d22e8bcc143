// Makes a page of one file.
//
// Its policy lets its script and styles work, by their hashes, and nothing else: no request, no other script, whatever the
// data says. Where the page's data goes stands @@C360_DATA@@; whoever writes it there must escape every "<".
import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { licences } from "./licences.mjs";

/** Text that can stand in a <script> or <style> element: neither may end before its end. */
function contained(text) {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error("the bundle holds a text that would end its own element");
  return text;
}

/** "<!--" stands in regular expressions and texts, where \x3c is the same. (esbuild writes no such operators.) */
const withoutComments = (script) => script.replaceAll("<!--", "\\x3c!--");

const hashOf = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

const titles = { docs: "Data documentation", report: "Report" };

/** The gzip of the page. */
export async function make(esbuild, options, here) {
  const title = titles[basename(dirname(options.entryPoints[0]))];
  if (!title) throw new Error(`${options.entryPoints[0]} has no title`);
  const built = await esbuild.build({ ...options, format: "iife" });
  const text = (ending) => built.outputFiles.find((file) => file.path.endsWith(ending)).text.trim();
  const script = contained(withoutComments(text(".js")));
  const style = contained(text(".css"));
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;

  return gzipSync(
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="c360">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript. It loads nothing: all that it shows is within this file.</noscript>
<script type="application/json" id="c360-data">@@C360_DATA@@</script>
<script>${script}</script>
<script type="text/plain" id="licences">${contained(licences(built.metafile, here))}</script>
</body>
</html>
`,
    { level: 9 },
  );
}
