import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Cell, Rows } from "../api";
import { Overlay } from "../parts/overlay";
import { isNumeric } from "./data";

const rowHeight = 29;
const headHeight = 46;
const spare = 8; // rows drawn beyond what is seen, on each side
const longestText = 300;

/** A cell's value as it was sent: no digit is lost, and nothing at all is told from an empty text. */
export const textOf = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? "NULL" : typeof cell === "object" ? JSON.stringify(cell) : String(cell);

function widthsOf({ columns, rows }: Rows): number[] {
  return columns.map((column, at) => {
    let most = Math.max(column.name.length * 1.1, column.type.length);
    for (const row of rows.slice(0, 100)) most = Math.max(most, Math.min(60, textOf(row[at]).length));
    return Math.round(Math.min(420, Math.max(64, 26 + 7.9 * most)));
  });
}

/** What of a long list is seen: of edges at `starts`, from the last before `from` to the first after `to`. */
function within(starts: number[], from: number, to: number): [number, number] {
  let first = 0;
  while (first < starts.length - 2 && starts[first + 1]! <= from) ++first;
  let last = first;
  while (last < starts.length - 2 && starts[last + 1]! < to) ++last;
  return [first, last];
}

interface Seen {
  top: number;
  left: number;
  width: number;
  height: number;
}

/** Rows of an answer, of which only those are drawn that are seen. */
export function ResultTable({ answer, label }: { answer: Rows; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Seen>({ top: 0, left: 0, width: 1200, height: 500 });
  const [opened, setOpened] = useState<number | null>(null);
  const widths = useMemo(() => widthsOf(answer), [answer]);
  const numberWidth = 26 + 8 * String(answer.rows.length).length;
  const starts = useMemo(() => widths.reduce((all, width) => [...all, all.at(-1)! + width], [0]), [widths]);
  const look = () => {
    const element = frame.current;
    if (!element) return;
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = element;
    setSeen({ top: scrollTop, left: scrollLeft, width: clientWidth, height: clientHeight });
  };
  useEffect(() => {
    frame.current?.scrollTo(0, 0);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [answer]);

  const first = Math.max(0, Math.floor(seen.top / rowHeight) - spare);
  const last = Math.min(answer.rows.length, Math.ceil((seen.top + seen.height) / rowHeight) + spare);
  const [left, right] = within(starts, seen.left, seen.left + seen.width);
  const shown = answer.columns.slice(left, right + 1);
  const after = answer.columns.length - right - 1;
  return (
    <>
      <div
        ref={frame}
        class="scroll result"
        tabIndex={0}
        role="region"
        aria-label={label}
        onScroll={look}
        style={{ height: `${Math.min(560, headHeight + 18 + rowHeight * Math.max(1, answer.rows.length))}px` }}
      >
        <table
          style={{ width: `${numberWidth + starts.at(-1)!}px` }}
          aria-rowcount={answer.rows.length + 1}
          aria-colcount={answer.columns.length + 1}
        >
          <colgroup>
            <col style={{ width: `${numberWidth}px` }} />
            {widths.map((width) => (
              <col style={{ width: `${width}px` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col" class="at">
                <span class="visually-hidden">Row</span>
              </th>
              {left > 0 && <td colSpan={left} />}
              {shown.map((column) => (
                <th scope="col" class={isNumeric(column.type) ? "number" : ""} title={column.name}>
                  {column.name}
                  <span class="type">{column.type.toLowerCase()}</span>
                </th>
              ))}
              {after > 0 && <td colSpan={after} />}
            </tr>
          </thead>
          <tbody>
            {first > 0 && <tr class="gap" style={{ height: `${first * rowHeight}px` }} />}
            {answer.rows.slice(first, last).map((row, i) => (
              <tr key={first + i} aria-rowindex={first + i + 2}>
                <td class="at">
                  <button onClick={() => setOpened(first + i)} aria-label={`Row ${first + i + 1}, all of it`}>
                    {first + i + 1}
                  </button>
                </td>
                {left > 0 && <td colSpan={left} />}
                {shown.map((column, at) => (
                  <Value cell={row[left + at]} type={column.type} />
                ))}
                {after > 0 && <td colSpan={after} />}
              </tr>
            ))}
            {last < answer.rows.length && (
              <tr class="gap" style={{ height: `${(answer.rows.length - last) * rowHeight}px` }} />
            )}
          </tbody>
        </table>
      </div>
      {opened !== null && <OneRow answer={answer} at={opened} close={() => setOpened(null)} />}
    </>
  );
}

function Value({ cell, type }: { cell: Cell | undefined; type: string }) {
  const text = textOf(cell);
  const cut = text.length > longestText ? text.slice(0, longestText) + "…" : text;
  const kind = (isNumeric(type) ? "number" : "") + (cell === null || cell === undefined ? " muted" : "");
  return (
    <td class={kind} title={text.length > 40 ? cut : undefined}>
      {cut}
    </td>
  );
}

/** All values of a row, whole. */
function OneRow({ answer, at, close }: { answer: Rows; at: number; close: () => void }) {
  return (
    <Overlay title={`Row ${(at + 1).toLocaleString()}`} wide close={close}>
      <dl class="facts one-row">
        {answer.columns.map((column, i) => (
          <>
            <dt>
              {column.name} <span class="caption">{column.type.toLowerCase()}</span>
            </dt>
            <dd class={answer.rows[at]?.[i] === null ? "muted" : ""}>{textOf(answer.rows[at]?.[i])}</dd>
          </>
        ))}
      </dl>
    </Overlay>
  );
}
