import { useEffect, useRef, useState } from "preact/hooks";
import type { ECharts } from "echarts/core";
import { useThemeVersion } from "../colors";
import { currentTheme, type Option, type Theme } from "../charts/style";
import { useSize } from "../../shared/hooks";

export type Draw = (theme: Theme, width: number, height: number) => Option;

const library = () => import("../charts/echarts");

/** What is under the pointer: the number along the category axis. */
function indexAt(chart: ECharts, x: number, y: number): number | null {
  if (!chart.containPixel({ gridIndex: 0 }, [x, y])) return null;
  const [index] = chart.convertFromPixel({ gridIndex: 0 }, [x, y]) as unknown as number[];
  return Math.round(index!);
}

/** Lets a pointer draw a stretch of the category axis. */
function useDrag(chart: ECharts | null, onSelect: ((from: number, to: number) => void) | undefined) {
  const [stretch, setStretch] = useState<{ left: number; width: number } | null>(null);
  const select = useRef(onSelect);
  select.current = onSelect;
  const active = onSelect !== undefined;
  useEffect(() => {
    if (!chart || !active) return;
    let start: number | null = null;
    const renderer = chart.getZr();
    const down = (event: { offsetX: number; offsetY: number }) => {
      start = indexAt(chart, event.offsetX, event.offsetY) === null ? null : event.offsetX;
    };
    const move = (event: { offsetX: number }) => {
      if (start !== null && Math.abs(event.offsetX - start) > 4)
        setStretch({ left: Math.min(start, event.offsetX), width: Math.abs(event.offsetX - start) });
    };
    const up = (event: { offsetX: number; offsetY: number }) => {
      const began = start;
      start = null;
      setStretch(null);
      if (began === null || Math.abs(event.offsetX - began) <= 4) return;
      const middle = chart.getHeight() / 2;
      const from = indexAt(chart, Math.min(began, event.offsetX), middle);
      const to = indexAt(chart, Math.max(began, event.offsetX), middle);
      if (from !== null && to !== null) select.current?.(from, to);
    };
    renderer.on("mousedown", down);
    renderer.on("mousemove", move);
    renderer.on("mouseup", up);
    return () => {
      renderer.off("mousedown", down);
      renderer.off("mousemove", move);
      renderer.off("mouseup", up);
    };
  }, [chart, active]);
  return stretch;
}

/** A chart with a text for those who do not see it; the card has its table. */
export function Chart({
  draw,
  label,
  height,
  onPick,
  onSelect,
}: {
  draw: Draw;
  label: string;
  /** In pixels: at least so many, as it fills the card; or just so many, by its width. */
  height: number | ((width: number) => number);
  /** A mark was clicked: of which series, which one. */
  onPick?: ((series: number, index: number) => void) | undefined;
  onSelect?: ((from: number, to: number) => void) | undefined;
}) {
  const [holder, { width, height: room }] = useSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ECharts | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const theme = useThemeVersion();
  const known = width > 0;
  const tall = typeof height === "number" ? Math.max(height, room) : height(width || 600);

  useEffect(() => {
    if (!known) return;
    let made: ECharts | null = null;
    let wanted = true;
    void library().then(({ init }) => {
      if (!wanted || !place.current) return;
      made = init(place.current, null, { renderer: "canvas" }) as unknown as ECharts;
      made.on("click", (event) => pick.current?.(event.seriesIndex ?? 0, event.dataIndex));
      setChart(made);
    });
    return () => {
      wanted = false;
      made?.dispose();
      setChart(null);
    };
  }, [known]);
  useEffect(() => {
    if (!chart) return;
    chart.resize({ width, height: tall });
    chart.setOption(draw(currentTheme(), width, tall), { notMerge: true });
  }, [chart, width, tall, draw, theme]);

  const stretch = useDrag(chart, onSelect);
  return (
    <div
      class={"chart" + (typeof height === "number" ? " fills" : "")}
      ref={holder}
      role="img"
      aria-label={label}
      style={typeof height === "number" ? { minHeight: `${height}px` } : { height: `${tall}px`, flex: "none" }}
    >
      <div ref={place} class={"canvas" + (onPick || onSelect ? " picks" : "")} />
      {stretch && <div class="stretch" style={{ left: `${stretch.left}px`, width: `${stretch.width}px` }} />}
    </div>
  );
}

/** A chart as a picture, with its title, what it is filtered by, and where it comes from. */
export async function pictureOf(draw: Draw, title: string, below: string, height = 420, width = 960): Promise<Blob> {
  const { init } = await library();
  const theme = currentTheme();
  const place = document.createElement("div");
  const chart = init(place, null, { renderer: "canvas", width, height, devicePixelRatio: 2 }) as unknown as ECharts;
  try {
    chart.setOption({ ...draw(theme, width, height), animation: false });
    return await framed(chart.getRenderedCanvas({ pixelRatio: 2 }), title, below, theme);
  } finally {
    chart.dispose();
  }
}

function framed(picture: HTMLCanvasElement, title: string, below: string, theme: Theme): Promise<Blob> {
  const around = 40;
  const canvas = document.createElement("canvas");
  canvas.width = picture.width + 2 * around;
  canvas.height = picture.height + 170;
  const paper = canvas.getContext("2d")!;
  paper.fillStyle = theme.card;
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, around, 90);
  paper.fillStyle = theme.text;
  paper.font = "600 32px system-ui, sans-serif";
  paper.fillText(title, around, 60, picture.width);
  paper.fillStyle = theme.muted;
  paper.font = "24px system-ui, sans-serif";
  paper.fillText(below, around, canvas.height - 36, picture.width);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be made"))), "image/png"),
  );
}
