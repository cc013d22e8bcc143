import { age, counted, instant } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import { useModel } from "../model";
import type { SourceState } from "./data";

const ageOf = (source: SourceState): number | null =>
  source.newest === null ? null : Math.max(0, (Date.now() - Date.parse(source.newest)) / 1000);

function isStale(source: SourceState): boolean {
  const seconds = ageOf(source);
  return source.allowed_seconds !== null && (seconds === null || seconds > source.allowed_seconds);
}

const inWords = (seconds: number) => (seconds < 90 ? "just now" : `${age(seconds)} ago`);

/** When each source's last new file came; those past their limit first. */
export function FreshnessList({ sources }: { sources: SourceState[] }) {
  if (sources.length === 0) return <p class="muted">The project has no sources.</p>;
  const sorted = [...sources].sort((a, b) => Number(isStale(b)) - Number(isStale(a)));
  return (
    <Scroll label="Freshness of sources">
      <table class="work-table">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" class="number">
              Last new file
            </th>
            <th scope="col" class="number">
              Limit
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((source) => (
            <SourceLine source={source} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function SourceLine({ source }: { source: SourceState }) {
  const { project } = useModel();
  const seconds = ageOf(source);
  const text = seconds === null ? "no file yet" : inWords(seconds);
  return (
    <tr>
      <td class="wide-name" title={`${counted(source.files, "file")}, ${counted(source.records, "record")}`}>
        {source.source}
      </td>
      <td class="number" title={source.newest === null ? undefined : instant(source.newest, project.time_zone)}>
        {isStale(source) ? <span class="tag warn">⚠ {text}</span> : text}
      </td>
      <td class="number muted">{source.allowed_seconds === null ? "none" : age(source.allowed_seconds)}</td>
    </tr>
  );
}
