import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { sql } from "@codemirror/lang-sql";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  type DecorationSet,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "preact/hooks";
import { columnsOfAlias, columnsOfNamed, namespaceOf } from "./complete";
import type { Table } from "./data";
import { dialect } from "./dialect";

export interface Place {
  line: number;
  column: number | undefined;
}

/** What the page does with the editor. */
export interface EditorHandle {
  text(): string;
  /** The part that is selected; empty where none is. */
  selected(): string;
  setText(text: string): void;
  /** Puts a text where the cursor is. */
  insert(text: string): void;
  /** Marks a place of the statement as wrong; null takes the mark away. */
  mark(place: Place | null): void;
  goTo(place: Place): void;
}

const setMark = StateEffect.define<{ from: number; to: number } | null>();
const wrong = Decoration.mark({ class: "cm-wrong" });

/** The mark of an error; it goes away with the next change. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    let after = transaction.docChanged ? Decoration.none : before;
    for (const effect of transaction.effects)
      if (effect.is(setMark))
        after = effect.value ? Decoration.set(wrong.range(effect.value.from, effect.value.to)) : Decoration.none;
    return after;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Typing over a selection. Left to itself, Chromium keeps the colours of what it replaces by a style attribute, which the
 * page's policy forbids and which it would complain about.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    const text = event.data;
    if (event.inputType !== "insertText" || !text || empty || event.isComposing) return false;
    event.preventDefault();
    const insert = () => view.state.update({ ...view.state.replaceSelection(text), userEvent: "input.type" });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, insert)))
      view.dispatch(insert(), { scrollIntoView: true });
    return true;
  },
});

const style = EditorView.theme({
  "&": { flex: "1", minWidth: "0", fontSize: "13px", color: "var(--text)", maxHeight: "46vh" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", minHeight: "168px", overflow: "auto" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { background: "none", color: "var(--muted)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 10px 0 14px" },
  ".cm-placeholder": { color: "var(--muted)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--accent-soft)",
  },
  ".cm-matchingBracket": { background: "var(--mark)", color: "inherit" },
  ".cm-wrong": { textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "4px" },
  ".cm-tooltip": {
    background: "var(--card)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    overflow: "hidden",
    boxShadow: "0 8px 24px rgb(0 0 0 / 20%)",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "260px" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "4px 10px", maxWidth: "60ch", textOverflow: "ellipsis" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--accent-soft)", color: "var(--text)" },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", marginLeft: "12px" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
});

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null], color: "var(--sql-word)" },
  { tag: tags.string, color: "var(--sql-text)" },
  { tag: tags.number, color: "var(--sql-number)" },
  { tag: tags.comment, color: "var(--sql-comment)" },
]);

/** The offset of a place; beyond the text, its end. Columns count characters. */
function offsetOf(state: EditorState, { line, column }: Place): number {
  if (line > state.doc.lines) return state.doc.length;
  const at = state.doc.line(Math.max(1, line));
  const before = Array.from(at.text)
    .slice(0, Math.max(0, (column ?? 1) - 1))
    .join("");
  return at.from + before.length;
}

/** The word at an offset, or the whole line where no column is known. */
function stretchAt(state: EditorState, place: Place): { from: number; to: number } | null {
  const from = offsetOf(state, place);
  const line = state.doc.lineAt(from);
  if (place.column === undefined) return line.from === line.to ? null : { from: line.from, to: line.to };
  const word = /^(\w+|"[^"]*"|'[^']*'|.)/u.exec(line.text.slice(from - line.from));
  const to = from + (word ? word[0].length : 0);
  if (to > from) return { from, to };
  return from > line.from ? { from: from - 1, to: from } : null;
}

function languageFor(tables: Table[]) {
  return [
    sql({ dialect, schema: namespaceOf(tables), upperCaseKeywords: true }),
    dialect.language.data.of({ autocomplete: columnsOfNamed(tables) }),
    dialect.language.data.of({ autocomplete: columnsOfAlias(tables) }),
  ];
}

function handleOf(view: EditorView): EditorHandle {
  const focus = () => view.focus();
  return {
    text: () => view.state.doc.toString(),
    selected: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),
    setText: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: text.length },
      }),
    insert: (text) => {
      view.dispatch(view.state.replaceSelection(text));
      focus();
    },
    mark: (place) => view.dispatch({ effects: setMark.of(place && stretchAt(view.state, place)) }),
    goTo: (place) => {
      view.dispatch({ selection: { anchor: offsetOf(view.state, place) }, scrollIntoView: true });
      focus();
    },
  };
}

/**
 * An editor for one statement. It lives in a shadow root, where its package's styles are style sheets made by script,
 * which the page's policy allows, instead of style elements, which it does not.
 */
export function Editor({
  text,
  tables,
  ready,
  run,
}: {
  text: string;
  tables: Table[];
  ready: (handle: EditorHandle) => void;
  run: () => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const runs = useRef(run);
  runs.current = run;
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const started = () => (runs.current(), true);
    view.current = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        selection: { anchor: text.length },
        extensions: [
          keymap.of([
            { key: "Mod-Enter", run: started },
            { key: "Tab", run: acceptCompletion },
          ]),
          lineNumbers(),
          highlightSpecialChars(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          placeholder("SELECT …"),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "SQL statement" }),
          typingOver,
          style,
          syntaxHighlighting(highlighting),
          marks,
          language.current.of(languageFor(tables)),
        ],
      }),
    });
    ready(handleOf(view.current));
    return () => view.current?.destroy();
  }, []);
  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(languageFor(tables)) });
  }, [tables]);
  return <div class="editor" ref={host} />;
}
