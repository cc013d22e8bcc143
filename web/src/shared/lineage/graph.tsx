import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../icons";
import { Note } from "../parts";
import { colorOf, oneOf, type Lineage } from "./model";
import { headHeight, rowHeight, type Node, type Picture } from "./picture";

interface View {
  x: number;
  y: number;
  scale: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const toolsHeight = 52;
const mostHeight = 2400;

/**
 * The whole picture in a frame, no larger than life, above the tools. A phone shows a part that can be read: around the
 * chosen box, or from the beginning.
 */
function fitting(picture: Picture, width: number, frameHeight: number): View {
  const height = frameHeight - toolsHeight;
  const least = width < 600 ? 0.6 : 0.15;
  const scale = clamp(Math.min(width / picture.width, height / picture.height), least, 1);
  const chosen = picture.nodes.find((node) => node.chosen);
  const place = (room: number, whole: number, middle: number) =>
    whole * scale <= room ? (room - whole * scale) / 2 : clamp(room / 2 - middle * scale, room - whole * scale, 0);
  return {
    scale,
    x: place(width, picture.width, chosen ? chosen.x + chosen.width / 2 : 0),
    y: place(height, picture.height, chosen ? chosen.y + chosen.height / 2 : picture.height / 2),
  };
}

const cut = (text: string, width: number): string => {
  const most = Math.floor((width - 26) / 7);
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
};

function Box({ node, dim, enter }: { node: Node; dim: boolean; enter: (id: string | undefined) => void }) {
  const { table } = node;
  return (
    <g
      class={"node" + (node.chosen ? " chosen" : "") + (dim ? " dim" : "")}
      transform={`translate(${node.x} ${node.y})`}
      style={{ "--layer": colorOf(table.role) }}
      onMouseEnter={() => enter(node.id)}
      onMouseLeave={() => enter(undefined)}
    >
      <a href={node.to} onFocus={() => enter(node.id)} onBlur={() => enter(undefined)}>
        <title>{`${oneOf(table.role)}: ${table.description || node.id}`}</title>
        <rect class="box" width={node.width} height={node.height} rx="7" />
        <rect class="layer" width="4" height={Math.min(node.height, headHeight) - 14} x="9" y="7" rx="2" />
        {node.oneLine ? (
          <text x="20" y="19">
            <tspan class="schema">{table.schema}.</tspan>
            {cut(table.name, node.width - 7 * table.schema.length)}
          </text>
        ) : (
          <>
            <text class="schema" x="20" y="17">
              {cut(table.schema, node.width)}
            </text>
            <text x="20" y="33">
              {cut(table.name, node.width)}
            </text>
          </>
        )}
      </a>
      {node.columns.map((column) => (
        <a class={"column" + (column.lit ? " lit" : "")} href={column.to}>
          <title>{column.name}</title>
          <rect class="column-hit" x="5" y={column.y} width={node.width - 10} height={rowHeight} rx="4" />
          <text x="20" y={column.y + 15}>
            {cut(column.name, node.width)}
          </text>
        </a>
      ))}
    </g>
  );
}

/** A picture to drag, zoom and go on from. */
export function Graph({
  lineage,
  picture,
  label,
  grows,
}: {
  lineage: Lineage;
  picture: Picture;
  label: string;
  /** Whether the frame may be higher than the window, so that all of a large picture can be read. */
  grows?: boolean;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>();
  const [height, setHeight] = useState<number>();
  const [over, setOver] = useState<string>();
  const drag = useRef<{ x: number; y: number; view: View } | undefined>(undefined);

  const fit = () => {
    const size = frame.current?.getBoundingClientRect();
    if (size) setView(fitting(picture, size.width, size.height));
  };
  useEffect(() => {
    const width = frame.current?.clientWidth ?? 0;
    const wanted = picture.height * Math.min(1, width / picture.width) + toolsHeight;
    setHeight(grows && width > 600 ? Math.min(mostHeight, Math.ceil(wanted)) : undefined);
  }, [picture, grows]);
  useEffect(fit, [picture, height]);

  const zoom = (by: number, at?: { x: number; y: number }) => {
    const size = frame.current?.getBoundingClientRect();
    if (!size) return;
    const middle = at ?? { x: size.width / 2, y: size.height / 2 };
    setView((old) => {
      if (!old) return old;
      const scale = clamp(old.scale * by, 0.1, 3);
      const grown = scale / old.scale;
      return { scale, x: middle.x - (middle.x - old.x) * grown, y: middle.y - (middle.y - old.y) * grown };
    });
  };
  // A wheel with Ctrl or a pinch zooms; a wheel alone scrolls the page. Preact's handlers are passive, this may not be.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const size = element.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - size.left, y: event.clientY - size.top });
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [picture]);

  const lit = useMemo(
    () => (over === undefined || picture.nodes.length < 3 ? undefined : lineage.family(over)),
    [over, lineage, picture],
  );
  if (picture.tooMany)
    return (
      <Note>
        {picture.tooMany.toLocaleString()} tables are too many for one picture: choose fewer layers, or a single table.
      </Note>
    );
  if (picture.nodes.length === 0) return <Note>Nothing to draw yet.</Note>;
  const move = (event: PointerEvent) => {
    const start = drag.current;
    if (!start) return;
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4)
      frame.current!.setPointerCapture(event.pointerId);
    setView({ ...start.view, x: start.view.x + event.clientX - start.x, y: start.view.y + event.clientY - start.y });
  };
  return (
    <div
      ref={frame}
      class="graph"
      {...(height === undefined ? {} : { style: { minHeight: `${height}px` } })}
      role="group"
      aria-label={label}
      onPointerDown={(event) => view && (drag.current = { x: event.clientX, y: event.clientY, view })}
      onPointerMove={move}
      onPointerUp={() => (drag.current = undefined)}
      onPointerCancel={() => (drag.current = undefined)}
      onDragStart={(event) => event.preventDefault()}
    >
      {view && (
        <svg class="canvas">
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            {picture.lines.map((line) => {
              const on = lit?.has(line.from) && lit.has(line.to);
              return (
                <path
                  class={"edge" + (on ? " lit" : lit ? " dim" : "") + (line.decides ? " decides" : "")}
                  d={line.path}
                />
              );
            })}
            {picture.nodes.map((node) => (
              <Box key={node.id} node={node} dim={lit !== undefined && !lit.has(node.id)} enter={setOver} />
            ))}
          </g>
        </svg>
      )}
      <div class="tools">
        <button class="icon-button" aria-label="Larger" onClick={() => zoom(1.3)}>
          <Icon name="plus" />
        </button>
        <button class="icon-button" aria-label="Smaller" onClick={() => zoom(1 / 1.3)}>
          <Icon name="minus" />
        </button>
        <button class="icon-button" aria-label="Whole picture" onClick={fit}>
          <Icon name="fit" />
        </button>
      </div>
    </div>
  );
}
