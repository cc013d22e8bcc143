import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../shared/icons";
import { find, marked } from "./find";

function Marked({ text, query }: { text: string; query: string }) {
  return <>{marked(text, query).map((part) => (part.hit ? <mark>{part.text}</mark> : part.text))}</>;
}

/** A dialog that finds while one types; arrows choose, Enter goes, Escape closes. */
export function Search({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = useMemo(() => find(query), [query]);

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: "nearest" }), [chosen, found]);

  const go = (to: string | undefined) => {
    if (!to) return;
    location.hash = to;
    close();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setChosen(Math.min(found.length - 1, chosen + 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(0, chosen - 1));
    else if (event.key === "Enter") go(found[chosen]?.item.to);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      class="search"
      aria-label="Search"
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          list={undefined}
          aria-label="Search tables, columns, descriptions and measures"
          aria-expanded={found.length > 0}
          aria-controls="found"
          aria-autocomplete="list"
          {...(found[chosen] ? { "aria-activedescendant": `found-${chosen}` } : {})}
          placeholder="Tables, columns, descriptions, measures"
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={key}
        />
      </div>
      <div class="visually-hidden" role="status">
        {query && `${found.length} found`}
      </div>
      {query.trim() !== "" && found.length === 0 && (
        <p class="muted" style={{ padding: "4px 20px 20px" }}>
          Nothing has “{query.trim()}” in its name or description.
        </p>
      )}
      <ul ref={list} id="found" role="listbox" aria-label="Found">
        {found.map(({ item }, i) => (
          <li
            id={`found-${i}`}
            role="option"
            aria-selected={i === chosen}
            onClick={() => go(item.to)}
            onMouseMove={() => setChosen(i)}
          >
            <span class="found">
              <Marked text={item.name} query={query} />
            </span>
            <span class="caption">{item.kind}</span>
            {item.text && (
              <span class="why">
                <Marked text={item.text} query={query} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </dialog>
  );
}
