/**
 * Markdown as elements. A library reads it; what it read becomes elements here, so that nothing of the text is ever
 * taken for HTML: tags stand as they were written, pictures are their descriptions.
 */
import type { ComponentChildren } from "preact";
import { lexer, type Token, type Tokens } from "marked";
import { Scroll } from "../../shared/parts";

/** An address that a text may lead to: the web, mail, or a page of this application. */
export function safeAddress(address: string): string | null {
  return /^(https?:\/\/|mailto:|#)/i.test(address) ? address : null;
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Characters that are written by name or number: "&amp;". */
export function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (all, decimal, hexadecimal, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? all;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

const mostDepth = 24;
const heads = ["h3", "h4", "h5", "h6"] as const;

export default function Markdown({ text }: { text: string }) {
  return <div class="markdown">{elements(tokensOf(text), 0)}</div>;
}

/** What cannot be read stands as it was written. */
function tokensOf(text: string): Token[] {
  try {
    return lexer(text);
  } catch {
    return [{ type: "code", raw: text, text }];
  }
}

function elements(tokens: Token[] | undefined, depth: number): ComponentChildren[] {
  return (tokens ?? []).map((token) => (depth > mostDepth ? token.raw : element(token as Tokens.Generic, depth + 1)));
}

function element(token: Tokens.Generic, depth: number): ComponentChildren {
  const inside = () => elements(token.tokens, depth);
  switch (token.type) {
    case "heading":
      return heading(token as Tokens.Heading, inside());
    case "paragraph":
      return <p>{inside()}</p>;
    case "text":
      return token.tokens ? inside() : decoded(token["text"]);
    case "strong":
      return <strong>{inside()}</strong>;
    case "em":
      return <em>{inside()}</em>;
    case "del":
      return <del>{inside()}</del>;
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "blockquote":
      return <blockquote>{inside()}</blockquote>;
    case "codespan":
      return <code>{token["text"]}</code>;
    case "code":
      return (
        <pre class="sql" tabIndex={0}>
          <code>{token["text"]}</code>
        </pre>
      );
    case "list":
      return list(token as Tokens.List, depth);
    case "link":
      return link(token as Tokens.Link, inside());
    case "table":
      return table(token as Tokens.Table, depth);
    case "image":
      return <span class="muted">[{token["text"] || "picture"}]</span>;
    case "escape":
      return token["text"];
    case "checkbox":
    case "def":
    case "space":
      return null;
    default: // HTML, and whatever else the library may come to know
      return /^\s*<!--[^]*-->\s*$/.test(token.raw) ? null : token.raw;
  }
}

function heading({ depth }: Tokens.Heading, inside: ComponentChildren[]) {
  const Head = heads[Math.min(depth, heads.length) - 1]!;
  return <Head>{inside}</Head>;
}

function list({ ordered, start, items }: Tokens.List, depth: number) {
  const inside = items.map((item) => (
    <li class={item.task ? "task" : ""}>
      {item.task && <input type="checkbox" checked={item.checked ?? false} disabled aria-label="Done" />}
      {elements(item.tokens, depth)}
    </li>
  ));
  return ordered ? <ol start={Number(start) || 1}>{inside}</ol> : <ul>{inside}</ul>;
}

function link({ href }: Tokens.Link, inside: ComponentChildren[]) {
  const to = safeAddress(href);
  if (to === null) return <span>{inside}</span>;
  if (to.startsWith("#")) return <a href={to}>{inside}</a>;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {inside}
    </a>
  );
}

function table({ header, rows }: Tokens.Table, depth: number) {
  const kind = (cell: Tokens.TableCell) => (cell.align === "right" ? "number" : "");
  return (
    <Scroll label="Table">
      <table>
        <thead>
          <tr>
            {header.map((cell) => (
              <th class={kind(cell)} scope="col">
                {elements(cell.tokens, depth)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell) => (
                <td class={kind(cell)}>{elements(cell.tokens, depth)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
