/** Cards in rows of twelve columns. */
import type { CardSpec } from "./model";

/** The same cards, the last of each row as wide as what is left of it: no row has a hole. */
export function filled(cards: CardSpec[]): CardSpec[] {
  const result: CardSpec[] = [];
  let taken = 0;
  for (const card of cards) {
    if (taken + card.width > 12) widenLast(result, taken);
    taken = taken + card.width > 12 ? card.width : taken + card.width;
    result.push(card);
  }
  widenLast(result, taken);
  return result;
}

function widenLast(cards: CardSpec[], taken: number): void {
  const last = cards.at(-1);
  if (last && taken < 12) cards[cards.length - 1] = { ...last, width: last.width + 12 - taken };
}
