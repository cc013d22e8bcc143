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
  close: "M5 5l10 10M15 5 5 15",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  revenue: "M3 15l4.5-5 3 3L17 6M13 6h4v4",
  people:
    "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 17c0-3 2.5-5 5.5-5s5.5 2 5.5 5M13 3.8a3 3 0 0 1 0 5.4M14.5 12.4c2 .6 3.5 2.3 3.5 4.6",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4l3 2",
  service: "M3 11a7 7 0 0 1 14 0M3 11v3h3v-4H3m14 1v3h-3v-4h3M17 14c0 2-2 3-5 3",
  loyalty: "M10 3l2.2 4.5 4.8.7-3.5 3.4.9 4.9-4.4-2.3-4.4 2.3.9-4.9L3 8.2l4.8-.7z",
  web: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2 2 3 4.3 3 7s-1 5-3 7c-2-2-3-4.3-3-7s1-5 3-7",
  explore: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM13 7l-1.8 4.2L7 13l1.8-4.2z",
  quality: "M10 3l6 2v5c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V5zM7 10l2 2 4-4",
  runs: "M5 4l11 6-11 6z",
  sql: "M3 5l4 5-4 5M9 15h8",
  person: "M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 17.5c0-3.3 2.9-5.5 6.5-5.5s6.5 2.2 6.5 5.5",
  sale: "M4.5 7h11l1 10h-13zM7 9V6a3 3 0 0 1 6 0v3",
  payment: "M2.5 5h15v10.5h-15zM2.5 8.5h15M5 12.5h3",
  event: "M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  source: "M7 3.5h6v4H7zM10 7.5V11M4.5 12.5V11h11v1.5M2.5 12.5h4v4h-4zM13.5 12.5h4v4h-4z",
  masked:
    "M3 3l14 14M8.2 5.3A7.6 7.6 0 0 1 10 5c3.6 0 6.2 2.3 7.5 5a9.6 9.6 0 0 1-2.2 2.9M5 6.6A10 10 0 0 0 2.5 10c1.3 2.7 3.9 5 7.5 5 1 0 1.9-.2 2.7-.5",
  board: "M3 3.5h6v8H3zM11 3.5h6v4h-6zM11 9.5h6v7h-6zM3 13.5h6v3H3z",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  );
}
