import { useWidth } from "./hooks";
import { percent, whole } from "./format";

export interface FlowEnd {
  name: string;
  /** Where there is little room. */
  short?: string;
  value: number;
  color: string;
}

/** A flow that adds up: `total` splits into `losses` and what goes on, and that into `ends`. */
export interface FlowOf {
  start: FlowEnd;
  losses: FlowEnd[];
  middle: FlowEnd;
  ends: FlowEnd[];
}

const bar = 10;
const above = 40;
const least = 40; // between the beginnings of two labels

interface Placed extends FlowEnd {
  y: number;
  height: number;
}

/** Ends below one another, each as high as its share and far enough from the next for two lines of text. */
function stack(ends: FlowEnd[], scale: number, from: number): Placed[] {
  let y = from;
  return ends.map((end) => {
    const placed = { ...end, y, height: end.value * scale };
    y += Math.max(placed.height + 10, least);
    return placed;
  });
}

function ribbon(x0: number, y0: number, x1: number, y1: number, height: number): string {
  const half = (x0 + x1) / 2;
  return (
    `M${x0} ${y0}C${half} ${y0} ${half} ${y1} ${x1} ${y1}` +
    `V${y1 + height}C${half} ${y1 + height} ${half} ${y0 + height} ${x0} ${y0 + height}Z`
  );
}

const narrow = 130;

function Label({
  end,
  of,
  x,
  y,
  anchor = "start",
}: {
  end: FlowEnd;
  of: number;
  x: number;
  y: number;
  anchor?: string;
}) {
  return (
    <text x={x} y={y} text-anchor={anchor}>
      <tspan class="caption">{end.name}</tspan>
      <tspan x={x} dy="17">
        {whole(end.value)}
      </tspan>
      {end.value !== of && (
        <tspan class="caption" dx="7">
          {percent(end.value, of)}
        </tspan>
      )}
    </text>
  );
}

const brief = (end: FlowEnd, room: number): FlowEnd => (room < narrow && end.short ? { ...end, name: end.short } : end);

/** Drawn as bands whose widths are the numbers; what it says stands in the label too. */
export function Flow({ flow, height = 180 }: { flow: FlowOf; height?: number }) {
  const [element, width] = useWidth<HTMLDivElement>();
  const total = flow.start.value;
  const scale = total === 0 ? 0 : height / total;
  const right = Math.max(120, width - 150);
  const half = Math.round(right * 0.46);
  const middle = { ...flow.middle, y: above, height: flow.middle.value * scale };
  const losses = stack(
    flow.losses.filter((end) => end.value > 0),
    scale,
    above + middle.height + 44,
  );
  const ends = stack(
    flow.ends.filter((end) => end.value > 0),
    scale,
    above,
  );
  const bottom = Math.max(above + height, ...[...losses, ...ends].map((end) => end.y + Math.max(end.height, 24))) + 8;
  let leaves = above;
  let goesOn = above;
  const said = [...flow.losses, ...flow.ends].map((end) => `${end.name} ${whole(end.value)}`).join(", ");
  return (
    <div ref={element} class="flow">
      {width > 0 && (
        <svg
          width={width}
          height={bottom}
          role="img"
          aria-label={`${flow.start.name} ${whole(total)}; ${flow.middle.name} ${whole(flow.middle.value)}; ${said}`}
        >
          <path class="ribbon" fill={middle.color} d={ribbon(bar, leaves, half, middle.y, middle.height)} />
          {((leaves += middle.height), null)}
          {losses.map((end) => {
            const path = ribbon(bar, leaves, half, end.y, Math.max(end.height, 0.5));
            leaves += end.height;
            return <path class="ribbon" fill={end.color} d={path} />;
          })}
          {ends.map((end) => {
            const path = ribbon(half + bar, goesOn, right, end.y, Math.max(end.height, 0.5));
            goesOn += end.height;
            return <path class="ribbon" fill={end.color} d={path} />;
          })}
          <rect x={0} y={above} width={bar} height={Math.max(1, height)} fill={flow.start.color} rx="2" />
          <Label end={brief(flow.start, half)} of={total} x={0} y={14} />
          <rect x={half} y={middle.y} width={bar} height={Math.max(1, middle.height)} fill={middle.color} rx="2" />
          <Label end={brief(middle, half)} of={total} x={half} y={14} />
          {losses.map((end) => (
            <>
              <rect x={half} y={end.y} width={bar} height={Math.max(1.5, end.height)} fill={end.color} rx="1" />
              <Label end={end} of={total} x={half - 6} y={end.y + 8} anchor="end" />
            </>
          ))}
          {ends.map((end) => (
            <>
              <rect x={right} y={end.y} width={bar} height={Math.max(1.5, end.height)} fill={end.color} rx="1" />
              <Label end={end} of={flow.middle.value} x={right + bar + 8} y={end.y + 10} />
            </>
          ))}
        </svg>
      )}
    </div>
  );
}
