import { useEffect, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import type { OwnCard } from "./dashboards";

type Reader = ComponentType<{ text: string }>;

/** What reads Markdown is loaded once a page has some. */
function useMarkdown(): Reader | "failed" | null {
  const [reader, setReader] = useState<Reader | "failed" | null>(null);
  useEffect(() => {
    void import("./markdown").then(
      (loaded) => setReader(() => loaded.default),
      () => setReader("failed"),
    );
  }, []);
  return reader;
}

export function MarkdownCard({ card }: { card: OwnCard }) {
  const Markdown = useMarkdown();
  return (
    <section class={`card span-${card.width}`} {...(card.title ? { "aria-label": card.title } : {})}>
      {card.title && (
        <header>
          <h2>{card.title}</h2>
        </header>
      )}
      {Markdown === "failed" && <p class="markdown plain">{card.markdown}</p>}
      {Markdown !== null && Markdown !== "failed" && <Markdown text={card.markdown} />}
    </section>
  );
}
