import type { ComponentChildren } from "preact";

const words = new Set(
  (
    "all and any as asc between by case cast cross current day desc distinct else end except exists extract false filter first " +
    "following for from full group having ilike in inner intersect interval is join last lateral left like limit month not " +
    "null nulls offset on or order outer over partition preceding qualify range recursive right row rows select semi anti " +
    "then true unbounded union unnest using values when where window with within year date timestamp"
  ).split(" "),
);

const token =
  /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|((?:"(?:[^"]|"")*"|[A-Za-z_]\w*)(?:\.(?:"(?:[^"]|"")*"|[A-Za-z_]\w*))*)|(\d+(?:\.\d+)?)|([\s\S])/g;

/** SQL with its words told apart. `link` gives an address for a name such as gold.customer_360, or nothing. */
export function Sql({
  text,
  label,
  link,
}: {
  text: string;
  label: string;
  link?: (name: string) => string | undefined;
}) {
  const parts: ComponentChildren[] = [];
  for (const [all, comment, quoted, name, digits] of text.matchAll(token)) {
    if (comment) parts.push(<span class="comment">{all}</span>);
    else if (quoted) parts.push(<span class="text">{all}</span>);
    else if (digits) parts.push(<span class="digits">{all}</span>);
    else if (name && words.has(all.toLowerCase())) parts.push(<span class="word">{all}</span>);
    else if (name) {
      const to = link?.(all.replaceAll('"', ""));
      parts.push(to ? <a href={to}>{all}</a> : all);
    } else if (typeof parts.at(-1) === "string") parts.push(parts.pop() + all);
    else parts.push(all);
  }
  return (
    <pre class="sql" tabIndex={0} role="region" aria-label={label}>
      <code>{parts}</code>
    </pre>
  );
}
