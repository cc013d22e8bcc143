import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { useModel } from "../model";
import { searches, type Found } from "../registry";

interface Group {
  title: string;
  found: Found[];
}

/** Finds while typing, in whatever the registry lists; arrows choose, Enter goes. */
export function SearchBox({ close }: { close: () => void }) {
  const model = useModel();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [groups, setGroups] = useState<Group[]>([]);
  const [at, setAt] = useState(0);
  const all = groups.flatMap((group) => group.found);

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    const asked = new AbortController();
    const look = async () => {
      const results = await Promise.allSettled(searches.map((source) => source.find(text.trim(), model, asked.signal)));
      if (asked.signal.aborted) return;
      setGroups(
        results.flatMap((result, i) =>
          result.status === "fulfilled" && result.value.length > 0
            ? [{ title: searches[i]!.title, found: result.value }]
            : [],
        ),
      );
      setAt(0);
    };
    const timer = setTimeout(() => void look(), 60);
    return () => {
      asked.abort();
      clearTimeout(timer);
    };
  }, [text, model]);

  const go = (found: Found | undefined) => {
    if (!found) return;
    location.hash = found.href;
    close();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") event.stopPropagation();
    if (event.key === "ArrowDown") setAt(Math.min(all.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") go(all[at]);
    else return;
    event.preventDefault();
  };
  let index = -1;
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
          aria-expanded="true"
          aria-controls="found"
          aria-activedescendant={all.length > 0 ? `found-${at}` : undefined}
          aria-label="Search"
          placeholder="Search"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={key}
        />
      </div>
      <ul id="found" role="listbox" aria-label="Found">
        {groups.map((group) =>
          group.found.map((found) => {
            ++index;
            const mine = index;
            return (
              <li
                id={`found-${mine}`}
                role="option"
                aria-selected={mine === at}
                onPointerMove={() => setAt(mine)}
                onClick={() => go(found)}
              >
                <span class="found">{found.title}</span>
                <span class="caption">{group.title}</span>
                <span class="why">{found.why}</span>
              </li>
            );
          }),
        )}
      </ul>
      {all.length === 0 && text && <p class="caption none">Nothing has “{text}” in it.</p>}
    </dialog>
  );
}
