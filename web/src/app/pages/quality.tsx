import { flowOf, sumOf, type RowAccount } from "../../shared/account";
import { Flow } from "../../shared/flow";
import { compact, counted, percent, whole } from "../../shared/format";
import { Card, Note, Tile } from "../../shared/parts";
import { useAddress } from "../address";
import { useModel } from "../model";
import { put, Shown } from "../parts/work";
import { Accounts } from "../quality/account";
import { loadQuality, loadSources, type Decided, type Quality as QualityOf, type Reason } from "../quality/data";
import { FreshnessList } from "../quality/freshness";
import { Reasons } from "../quality/reasons";
import { QuarantinedRows } from "../quality/rows";
import { Warnings } from "../quality/warnings";
import { useLoaded, type Loaded } from "../query";
import "./quality.css";

/** What became of every record, why rows were rejected, and what is to become of them. */
export function Quality() {
  const { project } = useModel();
  const { params } = useAddress();
  const snapshot = project.snapshot?.number ?? 0;
  const quality = useLoaded(`quality ${snapshot}`, loadQuality);
  const sources = useLoaded(`sources ${snapshot}`, loadSources);
  const entity = params.get("entity");
  return (
    <>
      <h1 class="visually-hidden">Data quality</h1>
      <div class="grid quality">
        {!project.snapshot && (
          <Note>The project has not run yet, so there is no row to account for. A run makes the first snapshot.</Note>
        )}
        {project.snapshot && <Tiles quality={quality} entity={entity} />}
        {project.snapshot && (
          <Card title="What became of every record" span={8} aside={<EntityChoice quality={quality} chosen={entity} />}>
            <Shown loaded={quality} height={270}>
              {(value) => <AccountFlow account={accountOf(value, entity)} entity={entity} />}
            </Shown>
          </Card>
        )}
        <Card title="Freshness of sources" span={project.snapshot ? 4 : 12}>
          <Shown loaded={sources} height={270}>
            {(list) => <FreshnessList sources={list} />}
          </Shown>
        </Card>
        {project.snapshot && <Below quality={quality} entity={entity} />}
      </div>
    </>
  );
}

/** Those of an entity, or all. */
const ofEntity = <T extends { entity: string }>(list: T[], entity: string | null): T[] =>
  list.filter((each) => entity === null || each.entity === entity);

function Below({ quality, entity }: { quality: Loaded<QualityOf>; entity: string | null }) {
  const { params } = useAddress();
  return (
    <>
      <Card title="By entity">
        <Shown loaded={quality} height={300}>
          {({ row_account }) => <Accounts accounts={row_account} chosen={entity} />}
        </Shown>
      </Card>
      <Shown loaded={quality} height={420}>
        {(value) => <Quarantine quality={value} entity={entity} />}
      </Shown>
      <Card title="Warnings" aside="these rows stay in silver">
        <Shown loaded={quality} height={200}>
          {({ warnings }) => (
            <Warnings counts={ofEntity(warnings, entity)} entity={entity} check={params.get("check")} />
          )}
        </Shown>
      </Card>
    </>
  );
}

const accountOf = (quality: QualityOf, entity: string | null): RowAccount | undefined =>
  entity === null ? sumOf(quality.row_account) : quality.row_account.find((account) => account.entity === entity);

function EntityChoice({ quality, chosen }: { quality: Loaded<QualityOf>; chosen: string | null }) {
  const entities = quality.state === "failed" ? [] : (quality.value?.row_account ?? []);
  return (
    <select
      class="choice"
      aria-label="Entity"
      value={chosen ?? ""}
      onChange={(event) => put({ entity: event.currentTarget.value || null, reason: null, check: null })}
    >
      <option value="">All entities</option>
      {entities.map(({ entity }) => (
        <option value={entity}>{entity}</option>
      ))}
    </select>
  );
}

function AccountFlow({ account, entity }: { account: RowAccount | undefined; entity: string | null }) {
  if (!account) return <Note warn>There is no entity {entity} in this snapshot.</Note>;
  if (account.source_rows === 0) return <p class="muted">No record was taken in.</p>;
  return (
    <>
      <Flow flow={flowOf(account)} height={190} />
      <p class="caption">
        {account.balances
          ? "✓ The sums balance: records = bronze + malformed; bronze = silver + exact duplicates + older versions + quarantined."
          : "✗ The sums do not balance: the run that made this snapshot should have failed."}
      </p>
    </>
  );
}

/** As exact as a tile has room for. */
const figure = (value: number | undefined) => (value !== undefined && value < 10_000 ? whole(value) : compact(value));

const sumOfRows = (list: { rows: number }[]) => list.reduce((sum, each) => sum + each.rows, 0);

function Tiles({ quality, entity }: { quality: Loaded<QualityOf>; entity: string | null }) {
  const value = quality.state === "failed" ? undefined : quality.value;
  const account = value && accountOf(value, entity);
  const dismissed = ofEntity(value?.row_account ?? [], entity).reduce((sum, each) => sum + each.dismissed, 0);
  const warned = value && ofEntity(value.warnings, entity);
  return (
    <>
      <Tile
        name="Records"
        figure={figure(account?.source_rows)}
        exact={whole(account?.source_rows)}
        below={account ? `${whole(account.malformed)} malformed` : " "}
      />
      <Tile
        name="In silver"
        figure={account ? percent(account.silver_rows, account.source_rows) : "–"}
        below={account ? `${whole(account.silver_rows)} of ${whole(account.source_rows)} records` : " "}
      />
      <Tile
        name="Quarantined"
        figure={figure(account?.quarantined)}
        exact={whole(account?.quarantined)}
        below={
          account
            ? `${percent(account.quarantined, account.bronze_rows)} of bronze` +
              (dismissed > 0 ? `, ${whole(dismissed)} dismissed` : "")
            : " "
        }
      />
      <Tile
        name="Warnings"
        figure={figure(warned && sumOfRows(warned))}
        exact={whole(warned && sumOfRows(warned))}
        below={warned ? (warned.length === 0 ? "no row breaks a check" : `of ${counted(warned.length, "check")}`) : " "}
      />
    </>
  );
}

const byRows = (a: Reason, b: Reason) => b.rows - a.rows;

function Quarantine({ quality, entity }: { quality: QualityOf; entity: string | null }) {
  const { params } = useAddress();
  const reasons = ofEntity(quality.quarantined_by_reason, entity).sort(byRows);
  if (reasons.length === 0)
    return (
      <Card title="Quarantine">
        <p class="muted">No row {entity && `of ${entity} `}is quarantined.</p>
      </Card>
    );
  const wanted = params.get("reason");
  const chosen = reasons.find((reason) => reason.reason === wanted) ?? reasons[0]!;
  const decided = params.get("decided");
  return (
    <>
      <Card title="Quarantined by reason" span={4}>
        <Reasons reasons={reasons} chosen={chosen} withEntity={entity === null} all={params.get("reasons") === "all"} />
      </Card>
      <Card title={<>{`${chosen.entity}: ${chosen.reason}`}</>} span={8}>
        <QuarantinedRows
          reason={chosen}
          decided={decided === "yes" || decided === "any" ? decided : ("no" as Decided)}
        />
      </Card>
    </>
  );
}
