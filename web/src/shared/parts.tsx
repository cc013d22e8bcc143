import type { ComponentChildren } from "preact";

export function Card({
  title,
  aside,
  span,
  id,
  children,
}: {
  title?: ComponentChildren;
  aside?: ComponentChildren;
  span?: number;
  id?: string;
  children: ComponentChildren;
}) {
  return (
    <section class={"card" + (span ? ` span-${span}` : "")} id={id}>
      {title && (
        <header>
          <h2>{title}</h2>
          {aside && <span class="caption">{aside}</span>}
        </header>
      )}
      {children}
    </section>
  );
}

/** A figure with its name above and what it is out of below. */
export function Tile({
  name,
  figure,
  exact,
  below,
  span = 3,
}: {
  name: string;
  figure: string;
  exact?: string | undefined;
  below?: ComponentChildren;
  span?: number;
}) {
  return (
    <div class={`card tile span-${span}`}>
      <h2 class="muted">{name}</h2>
      <div class="figure" title={exact}>
        {figure}
      </div>
      <div class="caption">{below}</div>
    </div>
  );
}

/** A table that scrolls within itself, by keyboard too; `whole` sideways only. */
export function Scroll({ label, whole, children }: { label: string; whole?: boolean; children: ComponentChildren }) {
  return (
    <div class={"scroll" + (whole ? " whole" : "")} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}

export function Note({ warn, children }: { warn?: boolean; children: ComponentChildren }) {
  return <p class={"note" + (warn ? " warn" : "")}>{children}</p>;
}

export interface BarOf {
  name: ComponentChildren;
  value: number;
  text: string;
}

/** Horizontal bars from zero, sorted by who gives them. */
export function Bars({ bars, color }: { bars: BarOf[]; color: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul class="bars">
      {bars.map((bar) => (
        <li>
          <span>{bar.name}</span>
          <span class="number">{bar.text}</span>
          <div class="bar" aria-hidden="true">
            <svg width="100%" height="6">
              <rect width={`${(100 * bar.value) / most}%`} height="6" rx="3" fill={color} />
            </svg>
          </div>
        </li>
      ))}
    </ul>
  );
}
