/** Line icons of 20 pixels; what they mean stands beside them or in the label of what holds them. */
const paths = {
  overview: "M3 10.5 10 4l7 6.5M5 9v7h4v-4h2v4h4V9",
  sources:
    "M4 5c0-1.1 2.7-2 6-2s6 .9 6 2-2.7 2-6 2-6-.9-6-2Zm0 0v10c0 1.1 2.7 2 6 2s6-.9 6-2V5M4 10c0 1.1 2.7 2 6 2s6-.9 6-2",
  tables: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12",
  metrics: "M3 16h14M5 16v-5m4 5V5m4 11V9m4 7V6",
  lineage: "M3 3h5v4H3zM3 13h5v4H3zM12 8h5v4h-5zM8 5h2v5h2M8 15h2v-5",
  rows: "M3 4h14l-5 6v6l-4-2v-4z",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.2-1.8L17 17",
  theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
    </svg>
  );
}
