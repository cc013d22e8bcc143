import { age, counted, instant } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import { useModel } from "../model";
import { now } from "../source";
import type { SourceState } from "./data";

/** In seconds, when the page is read; null: there is no file yet. */
const ageOf = (source: SourceState, moment: number): number | null =>
  source.newest === null ? null : Math.max(0, (moment - Date.parse(source.newest)) / 1000);

function isStale(source: SourceState, moment: number): boolean {
  const seconds = ageOf(source, moment);
  return source.allowed_seconds !== null && (seconds === null || seconds > source.allowed_seconds);
}

const inWords = (seconds: number) => (seconds < 90 ? "just now" : `${age(seconds)} ago`);

/** When each source's last new file came; those past their limit first. */
export function FreshnessList({ sources }: { sources: SourceState[] }) {
  const moment = now(useModel().project.snapshot?.created);
  if (sources.length === 0) return <p class="muted">The project has no sources.</p>;
  const sorted = [...sources].sort((a, b) => Number(isStale(b, moment)) - Number(isStale(a, moment)));
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
            <SourceLine source={source} moment={moment} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function SourceLine({ source, moment }: { source: SourceState; moment: number }) {
  const { project } = useModel();
  const seconds = ageOf(source, moment);
  const text = seconds === null ? "no file yet" : inWords(seconds);
  return (
    <tr>
      <td class="wide-name" title={`${counted(source.files, "file")}, ${counted(source.records, "record")}`}>
        {source.source}
      </td>
      <td class="number" title={source.newest === null ? undefined : instant(source.newest, project.time_zone)}>
        {isStale(source, moment) ? <span class="tag warn">⚠ {text}</span> : text}
      </td>
      <td class="number muted">{source.allowed_seconds === null ? "none" : age(source.allowed_seconds)}</td>
    </tr>
  );
}
