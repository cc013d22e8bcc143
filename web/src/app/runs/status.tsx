import type { Status } from "./data";

const words: Record<Status, { mark: string; word: string; tone: string }> = {
  succeeded: { mark: "✓", word: "Succeeded", tone: "good" },
  unchanged: { mark: "=", word: "Nothing was new", tone: "muted" },
  failed: { mark: "✗", word: "Failed", tone: "bad" },
  crashed: { mark: "✗", word: "Crashed", tone: "bad" },
  cancelled: { mark: "◼", word: "Cancelled", tone: "muted" },
  cancelling: { mark: "◻", word: "Being cancelled", tone: "muted" },
  running: { mark: "▶", word: "Working", tone: "live" },
};

export const statusWord = (status: Status): string => words[status]?.word ?? status;

/** How a run or a step ended, by a mark and a word. */
export function StatusOf({ status, brief }: { status: Status; brief?: boolean }) {
  const { mark, word, tone } = words[status] ?? { mark: "?", word: status, tone: "muted" };
  return (
    <span class={`status ${tone}`} title={brief ? word : undefined}>
      <span aria-hidden="true">{mark}</span>
      <span class={brief ? "visually-hidden" : ""}> {word}</span>
    </span>
  );
}
