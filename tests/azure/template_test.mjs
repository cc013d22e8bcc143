// The Bicep templates of examples/azure: their braces close, every name that is used is declared, modules are there and
// get the parameters that they have, and what c360 needs of the account is said. No compiler is at hand for more.
import assert from "node:assert";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];

// Names that Bicep itself knows, of those that are used.
const KNOWN = new Set(
  "deployment environment false for guid in null resourceGroup scope subscriptionResourceId true if".split(" "),
);

/** The text without comments and with every plain part of a text blanked, so that names in ${…} remain. */
function codeOf(text) {
  const plain = text.replace(/^\s*\/\/.*$/gm, "");
  return plain.replace(/'((?:[^'$\\]|\\.|\$(?!\{)|\$\{[^}]*\})*)'/g, (_, inner) =>
    [...inner.matchAll(/\$\{([^}]*)\}/g)].map((part) => ` (${part[1]}) `).join("") || "''",
  );
}

function checkPairs(name, code) {
  const open = [];
  const closes = { ")": "(", "]": "[", "}": "{" };
  for (const letter of code) {
    if ("([{".includes(letter)) open.push(letter);
    if (letter in closes) assert.equal(open.pop(), closes[letter], `${name}: '${letter}' closes nothing`);
  }
  assert.deepEqual(open, [], `${name}: something is not closed`);
}

/** The symbols that a template declares, by what they are. */
function declared(code) {
  const found = { param: [], var: [], resource: [], module: [], output: [] };
  for (const [, kind, name] of code.matchAll(/^(param|var|resource|module|output) (\w+)\b/gm)) {
    assert(!found[kind].includes(name), `${name} is declared twice`);
    found[kind].push(name);
  }
  return found;
}

/** Names that stand where a value is wanted: not keys, not what follows a point, not words of a declaration. */
function used(code) {
  const loops = [...code.matchAll(/\bfor (\w+) in\b/g)].map((match) => match[1]);
  const values = code
    .replace(/^(param|output) (\w+) (string|array|int|bool|object)\b/gm, "")
    .replace(/^(var|resource|module) (\w+)\b/gm, "")
    .replace(/^targetScope\b/gm, "")
    .replace(/^@\w+/gm, "")
    .replace(/^\s*\w+:(?!:)/gm, "");
  const names = [...values.matchAll(/(?<![.\w'])([A-Za-z_]\w*)/g)].map((match) => match[1]);
  return { names: new Set(names), loops };
}

const templates = readdirSync(folder).filter((name) => name.endsWith(".bicep"));
assert(templates.includes("subscription.bicep") && templates.includes("storage.bicep"));
for (const name of templates) {
  const text = readFileSync(join(folder, name), "utf8");
  const code = codeOf(text);
  checkPairs(name, code);
  const symbols = declared(code);
  const there = new Set([...symbols.param, ...symbols.var, ...symbols.resource, ...symbols.module, ...KNOWN]);
  const { names, loops } = used(code);
  for (const word of names) assert(there.has(word) || loops.includes(word), `${name}: '${word}' is declared nowhere`);
  for (const param of symbols.param) assert(names.has(param), `${name}: the parameter '${param}' is not used`);
  for (const [, type] of text.matchAll(/^resource \w+ '([^']*)'/gm))
    assert.match(type, /^Microsoft(\.\w+)+(\/\w+)+@\d{4}-\d{2}-\d{2}$/, `${name}: ${type} is no type with a version`);
  for (const [, file] of text.matchAll(/^module \w+ '([^']*)'/gm)) {
    assert(existsSync(join(folder, file)), `${name}: there is no ${file}`);
    const given = text.match(/^ {2}params: \{\n([^}]*)\}/m)[1].match(/^\s*\w+(?=:)/gm).map((key) => key.trim());
    const module = codeOf(readFileSync(join(folder, file), "utf8"));
    for (const key of given) assert(declared(module).param.includes(key), `${name}: ${file} has no parameter '${key}'`);
    const needed = [...module.matchAll(/^param (\w+) \w+$/gm)].map((match) => match[1]);
    for (const key of needed) assert(given.includes(key), `${name}: ${file} needs '${key}'`);
    for (const [, output] of text.matchAll(/\.outputs\.(\w+)/g))
      assert(declared(module).output.includes(output), `${name}: ${file} has no output '${output}'`);
  }
}

const storage = readFileSync(join(folder, "storage.bicep"), "utf8");
for (const wanted of [
  "isHnsEnabled: true",
  "allowSharedKeyAccess: false",
  "allowBlobPublicAccess: false",
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe", // Storage Blob Data Contributor
])
  assert(storage.includes(wanted), `storage.bicep does not say ${wanted}`);
console.log(`${templates.length} templates`);
