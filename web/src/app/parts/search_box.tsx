import { createContext } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import type { ApiError } from "../api";
import { useModel, type Model } from "../model";
import { searches, type Found, type SearchSource } from "../registry";
import { useLate } from "./states";

/** Opens the search, from wherever a page offers it. */
export const OpenSearch = createContext<() => void>(() => undefined);

/** What a source has found. */
interface Group {
  source: SearchSource;
  /** For which text: it may have changed meanwhile. Null: for none yet. */
  text: string | null;
  found: Found[];
  fault: ApiError | null;
}

const pause = 80;

/** What all sources find. Each answers in its own time; an answer to a text that has changed meanwhile is dropped. */
function useSearch(text: string, model: Model): { groups: Group[]; asking: boolean; again: () => void } {
  const sources = searches.filter((source) => source.isThere(model));
  const [tries, setTries] = useState(0);
  const [groups, setGroups] = useState<Group[]>(() =>
    sources.map((source) => ({ source, text: null, found: [], fault: null })),
  );
  useEffect(() => {
    const asked = new AbortController();
    const put = (source: SearchSource, change: Partial<Group>) => {
      if (asked.signal.aborted) return;
      setGroups((all) => all.map((group) => (group.source === source ? { ...group, ...change } : group)));
    };
    const ask = (source: SearchSource) =>
      source.find(text, model, asked.signal).then(
        (found) => put(source, { text, found, fault: null }),
        (fault: ApiError) => put(source, { text, found: [], fault }),
      );
    const timer = setTimeout(() => sources.forEach((source) => void ask(source)), pause);
    return () => {
      asked.abort();
      clearTimeout(timer);
    };
  }, [text, model, tries]);
  return { groups, asking: groups.some((group) => group.text !== text), again: () => setTries((count) => count + 1) };
}

/** Finds while typing, in whatever the registry lists; arrows choose, Enter goes, Escape closes. */
export function SearchBox({ close }: { close: () => void }) {
  const model = useModel();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [hurry, setHurry] = useState(false);
  const { groups, asking, again } = useSearch(text.trim(), model);
  const all = groups.flatMap((group) => group.found);
  const at = Math.max(
    0,
    all.findIndex((found) => found.href === chosen),
  );

  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    dialog.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  useEffect(() => {
    if (hurry && !asking) go(all[at]);
  }, [hurry, asking]);

  const go = (found: Found | undefined) => {
    setHurry(false);
    if (!found) return;
    location.hash = found.href;
    close();
  };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Escape") event.stopPropagation();
    if (event.key === "ArrowDown") setChosen(all[Math.min(all.length - 1, at + 1)]?.href ?? null);
    else if (event.key === "ArrowUp") setChosen(all[Math.max(0, at - 1)]?.href ?? null);
    // Who types fast means what will be found, not what was found for the letters before.
    else if (event.key === "Enter") asking ? setHurry(true) : go(all[at]);
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
          aria-expanded="true"
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant={all.length > 0 ? `found-${at}` : undefined}
          aria-label="Search"
          placeholder={placeholderOf(groups)}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={200}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setChosen(null);
            setHurry(false);
          }}
          onKeyDown={key}
        />
        <button class="icon-button" aria-label="Close the search" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <Results groups={groups} at={at} choose={(found) => setChosen(found.href)} go={go} />
      <State text={text.trim()} groups={groups} asking={asking} again={again} />
    </dialog>
  );
}

function placeholderOf(groups: Group[]): string {
  const titles = groups.map((group) => group.source.title.toLowerCase()).reverse();
  return `Search ${new Intl.ListFormat("en").format(titles)}`;
}

function Results(props: { groups: Group[]; at: number; choose: (found: Found) => void; go: (found: Found) => void }) {
  let index = -1;
  return (
    <ul id="found" role="listbox" aria-label="Found">
      {props.groups.map((group) =>
        group.found.map((found) => {
          ++index;
          return (
            <li
              id={`found-${index}`}
              role="option"
              aria-selected={index === props.at}
              onPointerMove={() => props.choose(found)}
              onClick={() => props.go(found)}
            >
              <span class="found">
                <Marked text={found.title} marks={found.marks ?? []} />
              </span>
              <span class="caption">{group.source.title}</span>
              <span class="why">
                {found.about && <span>{found.about}</span>}
                <span>{found.why}</span>
              </span>
            </li>
          );
        }),
      )}
    </ul>
  );
}

function Marked({ text, marks }: { text: string; marks: [number, number][] }) {
  if (marks.length === 0) return <>{text}</>;
  const letters = [...text];
  const piece = (from: number, to?: number) => letters.slice(from, to).join("");
  return (
    <>
      {marks.map(([from, to], i) => (
        <>
          {piece(marks[i - 1]?.[1] ?? 0, from)}
          <mark>{piece(from, to)}</mark>
        </>
      ))}
      {piece(marks.at(-1)![1])}
    </>
  );
}

/** Nothing found, not yet, or not to be asked; and for those who do not see the list, how long it is. */
function State(props: { text: string; groups: Group[]; asking: boolean; again: () => void }) {
  const { text, groups, asking, again } = props;
  const count = groups.reduce((sum, group) => sum + group.found.length, 0);
  const failed = groups.filter((group) => group.fault !== null);
  const late = useLate(asking && count === 0);
  return (
    <>
      {failed.map(({ source, fault }) => (
        <div class="none" role="alert">
          <p>
            <strong>{source.title} cannot be searched.</strong> {fault!.message}
          </p>
          {fault!.hint && <p class="caption">{fault!.hint}</p>}
          <button class="button" onClick={again}>
            Try again
          </button>
        </div>
      ))}
      {late && count === 0 && <p class="caption none">Searching…</p>}
      {!asking && count === 0 && failed.length === 0 && text !== "" && (
        <p class="caption none">Nothing has “{text}” in it. A part of a name, an address or an id is enough.</p>
      )}
      <span class="visually-hidden" role="status">
        {asking || text === "" ? "" : `${count} found`}
      </span>
    </>
  );
}
