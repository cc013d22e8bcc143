import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licences of the packages that went into the bundle, as their terms ask for. */
export function licences(metafile, here) {
  const packages = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const texts = [...packages].sort().map((each) => {
    const folder = join(here, "node_modules", each);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((n) => join(folder, n)).find(existsSync);
    if (!file) throw new Error(`${each} has no licence file`);
    return `${each} ${version}\n\n${readFileSync(file, "utf8").trim()}`;
  });
  return texts.join("\n\n----\n\n");
}
