import { flowOf } from "../../shared/account";
import { Flow } from "../../shared/flow";
import { counted, percent, whole } from "../../shared/format";
import { Bars, Card, Note, Scroll } from "../../shared/parts";
import { data, type Account, type Warning } from "../data";
import { TableName } from "../parts";

export function Rows() {
  return (
    <>
      <div class="head">
        <h1>Row account</h1>
        <p class="muted">
          Records in the files = bronze rows + malformed records; bronze rows = silver rows + exact duplicates + older
          versions + quarantined rows. A run whose sums do not balance publishes nothing.
        </p>
      </div>
      {!data.snapshot && (
        <Note>
          The project has not run yet, so there are no rows to account for. <code>c360 run</code> makes the first
          snapshot.
        </Note>
      )}
      {data.snapshot && data.accounts.length === 0 && <Note>The snapshot has no entities.</Note>}
      <div class="grid">
        {data.accounts.length > 0 && (
          <Card title="All entities">
            <Accounts />
          </Card>
        )}
        {data.warnings.length > 0 && (
          <Card title="Warnings" aside="these rows stay in silver">
            <Warnings warnings={data.warnings} />
          </Card>
        )}
        {data.accounts.map((account) => (
          <EntityAccount account={account} />
        ))}
      </div>
    </>
  );
}

function Accounts() {
  const columns: [keyof Account, string][] = [
    ["source_rows", "Records"],
    ["malformed", "Malformed"],
    ["bronze_rows", "Bronze"],
    ["silver_rows", "Silver"],
    ["exact_duplicates", "Duplicates"],
    ["older_versions", "Older"],
    ["quarantined", "Quarantined"],
  ];
  return (
    <Scroll label="Row account">
      <table>
        <thead>
          <tr>
            <th scope="col">Entity</th>
            {columns.map(([, word]) => (
              <th scope="col" class="number">
                {word}
              </th>
            ))}
            <th scope="col">Sums</th>
          </tr>
        </thead>
        <tbody>
          {data.accounts.map((account) => (
            <tr>
              <td class="name">
                <TableName id={`silver.${account.entity}`} />
              </td>
              {columns.map(([field]) => (
                <td class="number">{whole(account[field] as number)}</td>
              ))}
              <td class="name">{account.balances ? "✓ balance" : "✗ do not balance"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function EntityAccount({ account }: { account: Account }) {
  const reasons = Object.entries(account.reasons).sort((a, b) => b[1] - a[1]);
  return (
    <>
      <Card title={<TableName id={`silver.${account.entity}`} />} span={7}>
        {account.source_rows === 0 ? (
          <p class="muted">No record was taken in.</p>
        ) : (
          <Flow flow={flowOf(account)} height={130} />
        )}
      </Card>
      <Card
        title={`Quarantined ${account.entity}`}
        span={5}
        aside={`${whole(account.quarantined)}, ${percent(account.quarantined, account.bronze_rows)} of bronze`}
      >
        {reasons.length === 0 ? (
          <p class="muted">No row is quarantined.</p>
        ) : (
          <Bars
            color="var(--quarantine)"
            bars={reasons.map(([name, value]) => ({ name, value, text: whole(value) }))}
          />
        )}
        {reasons.length > 1 && <p class="caption">A row that broke several rules counts for each.</p>}
      </Card>
    </>
  );
}

function Warnings({ warnings }: { warnings: Warning[] }) {
  return (
    <Scroll label="Warnings">
      <table>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Entity</th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col">The first</th>
          </tr>
        </thead>
        <tbody>
          {warnings.map((each) => (
            <tr>
              <td class="name">{each.check}</td>
              <td class="name">
                <TableName id={`silver.${each.entity}`} />
              </td>
              <td class="number">{whole(each.rows)}</td>
              <td class="wide">
                {each.places.slice(0, 3).map((place) => (
                  <div>
                    {place.key ?? "•••"} <span class="caption">{`${place.file}, record ${place.row}`}</span>
                  </div>
                ))}
                {each.rows > 3 && <span class="caption">and {counted(each.rows - 3, "more", "more")}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
