import { age, instant } from "../../shared/format";
import { useModel } from "../model";
import { now } from "../source";

/** How old the snapshot is; amber when older than the project allows. */
export function Freshness() {
  const { project } = useModel();
  if (!project.snapshot) return <span class="fresh caption">Has not run yet</span>;
  const seconds = (now(project.snapshot.created) - Date.parse(project.snapshot.created)) / 1000;
  const limit = project.freshness_seconds;
  const stale = limit !== null && seconds > limit;
  return (
    <span
      class={"fresh " + (stale ? "tag warn" : "caption")}
      title={
        `Snapshot ${project.snapshot.number} of ${instant(project.snapshot.created, project.time_zone)}` +
        (stale ? `; the project allows ${age(limit)}` : "")
      }
    >
      <span class="long">Data of </span>
      {instant(project.snapshot.created, project.time_zone)}
      {stale && `, ${age(seconds)} old`}
    </span>
  );
}
