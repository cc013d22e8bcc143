import { useState } from "preact/hooks";
import { get } from "../api";
import { Overlay } from "../parts/overlay";
import { Shown } from "../parts/work";
import { useLoaded } from "../query";

interface Table {
  table: string;
}

/** What a run can be limited to: entities and models, by their own names. */
async function loadNames(): Promise<string[]> {
  const { tables } = await get<{ tables: Table[] }>("/v1/tables");
  const wanted = tables.map(({ table }) => table).filter((table) => !/^(bronze|quarantine|raw|meta)\./.test(table));
  return [...new Set(wanted.map((table) => table.slice(table.indexOf(".") + 1)))].sort();
}

export function OnlyOverlay({ close, start }: { close: () => void; start: (names: string[], full: boolean) => void }) {
  const loaded = useLoaded("names", loadNames);
  const [text, setText] = useState("");
  const [full, setFull] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (name: string) =>
    setChosen(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return (
    <Overlay title="Run only some tables" close={close}>
      <p class="muted">And whatever they need.</p>
      <input
        class="text-input"
        type="search"
        placeholder="Find"
        aria-label="Find a table"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Shown loaded={loaded} height={200}>
        {(names) => (
          <ul class="member-list">
            {names
              .filter((name) => name.toLowerCase().includes(text.toLowerCase()))
              .map((name) => (
                <li>
                  <label>
                    <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
                    <span>{name}</span>
                  </label>
                </li>
              ))}
            {names.length === 0 && <li class="muted">There are no tables before the first run.</li>}
          </ul>
        )}
      </Shown>
      <label class="only-full">
        <input type="checkbox" checked={full} onChange={() => setFull(!full)} /> Compute them anew, also where nothing
        has changed
      </label>
      <button class="button" disabled={chosen.length === 0} onClick={() => start(chosen, full)}>
        Start
      </button>
    </Overlay>
  );
}
