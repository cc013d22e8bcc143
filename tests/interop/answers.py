"""What c360 serve answers as Arrow and as Parquet is, to pyarrow, what it answers as JSON and CSV.

    answers.py C360 PROJECT

Every table of the project's snapshot, and queries of every type, nested ones, NULLs and no rows at all.
"""
import csv
import datetime
import io
import json
import subprocess
import sys
import urllib.parse
import urllib.request

import pyarrow.ipc
import pyarrow.parquet

ARROW = "application/vnd.apache.arrow.stream"
PARQUET = "application/vnd.apache.parquet"

# A column of each type, a row of values and one of NULLs.
TYPES = """
SELECT * FROM (SELECT true AS flag, 1::TINYINT AS i8, -300::SMALLINT AS i16, 70000::INTEGER AS i32,
  -9007199254740993::BIGINT AS i64, 200::UTINYINT AS u8, 60000::USMALLINT AS u16, 4000000000::UINTEGER AS u32,
  18000000000000000000::UBIGINT AS u64, 1.5::FLOAT AS f32, 0.1::DOUBLE AS f64, 12.50::DECIMAL(4,2) AS d4,
  -1234567.89::DECIMAL(9,2) AS d9, 123456789012.345678::DECIMAL(18,6) AS d18,
  -1234567890123456789012345678.0123456789::DECIMAL(38,10) AS d38, DATE '2024-02-29' AS day,
  TIME '23:59:59.123456' AS time, TIMESTAMP '2024-02-29 12:30:00.123456' AS local,
  TIMESTAMPTZ '2024-02-29 12:30:00.123456+00' AS instant, 'späť, "quoted"' AS text, '' AS empty,
  'a longer text than fits into a cell' AS long_text, 'ab'::BLOB AS bytes,
  '123e4567-e89b-12d3-a456-426614174000'::UUID AS uuid, '{"a": 1}'::JSON AS json,
  'red'::ENUM('red', 'green') AS colour, [1, NULL, 3] AS list, []::INTEGER[] AS none,
  {'a': 1, 'b': 'x'} AS struct, MAP {'k': 1.50::DECIMAL(9,2)} AS map, [['a'], NULL, []] AS lists,
  [1, 2, 3]::INTEGER[3] AS three) UNION ALL BY NAME SELECT NULL::BOOLEAN AS flag ORDER BY flag NULLS LAST
"""
# What JSON and CSV write as the engine does and Python does not: compared only between Arrow and Parquet.
NESTED = {"list", "none", "struct", "map", "lists", "three", "bytes", "json"}
# What Parquet has no type of its own for.
OTHER_IN_PARQUET = {"uuid", "json"}
# Lists of one length, which pyarrow refuses to read from Parquet where some are NULL.
NOT_IN_PARQUET = {"three"}


class Server:
    def __init__(self, c360, project):
        self.process = subprocess.Popen([c360, "serve", "-C", project, "--port", "0", "--quiet"], stdout=subprocess.PIPE)
        self.address = self.process.stdout.readline().decode().strip().rstrip("/")

    def ask(self, path, accept="application/json", **parameters):
        query = urllib.parse.urlencode(parameters)
        request = urllib.request.Request(f"{self.address}{path}?{query}", headers={"Accept": accept})
        with urllib.request.urlopen(request) as answer:
            assert answer.headers["Content-Type"].startswith(accept), answer.headers["Content-Type"]
            return answer.read()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def text(value):
    """A value as c360 writes it in CSV."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        zone = "+00" if value.tzinfo else ""
        written = value.strftime("%Y-%m-%d %H:%M:%S") + (f".{value.microsecond:06d}".rstrip("0") if value.microsecond else "")
        return written + zone
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S") + (f".{value.microsecond:06d}".rstrip("0") if value.microsecond else "")
    if isinstance(value, list):
        return "[" + ", ".join("NULL" if item is None else text(item) for item in value) + "]"
    if isinstance(value, float) and value == int(value):
        return f"{value:.1f}"
    return str(value)


def rows_of(table, names):
    columns = [table.column(name).to_pylist() for name in names]
    return [list(row) for row in zip(*columns)]


def compare(what, server, path, **parameters):
    arrow = pyarrow.ipc.open_stream(server.ask(path, ARROW, **parameters)).read_all()
    arrow.validate(full=True)
    answer = json.loads(server.ask(path, limit=10_000_000, **parameters))
    names = [column["name"] for column in answer["columns"]]
    as_parquet = dict(parameters)
    if NOT_IN_PARQUET & set(names):
        as_parquet["statement"] = f"SELECT * EXCLUDE ({', '.join(NOT_IN_PARQUET)}) FROM ({parameters['statement']})"
    parquet = pyarrow.parquet.read_table(io.BytesIO(server.ask(path, PARQUET, **as_parquet)))
    assert arrow.column_names == names, (what, arrow.column_names, names)
    assert parquet.column_names == [name for name in names if name not in NOT_IN_PARQUET], (what, parquet.column_names)
    assert arrow.num_rows == parquet.num_rows == len(answer["rows"]), (what, arrow.num_rows, parquet.num_rows)
    same = [name for name in parquet.column_names if name not in OTHER_IN_PARQUET]
    sort = lambda rows: sorted(rows, key=repr)
    assert sort(rows_of(arrow, same)) == sort(rows_of(parquet, same)), f"{what}: Arrow and Parquet differ"
    plain = [name for name in names if name not in NESTED]
    places = [names.index(name) for name in plain]
    records = list(csv.reader(io.StringIO(server.ask(path, "text/csv", **parameters).decode(), newline="")))[1:]
    theirs = sort([["" if value is None else text(value) for value in row] for row in rows_of(arrow, plain)])
    assert theirs == sort([[record[place] for place in places] for record in records]), f"{what}: Arrow and CSV differ"
    decimals = [(place, column) for place, column in enumerate(answer["columns"]) if column["type"].startswith("DECIMAL")]
    for place, column in decimals:
        ours = sorted(str(row[place]) for row in answer["rows"])
        assert ours == sorted(str(value) for value in arrow.column(column["name"]).to_pylist()), (what, column)
        assert str(arrow.schema.field(column["name"]).type).startswith("decimal128"), (what, column)
    return arrow.num_rows


def main():
    server = Server(*sys.argv[1:3])
    try:
        tables = json.loads(server.ask("/v1/tables"))["tables"]
        names = [table["table"] for table in tables if not table["table"].startswith("bronze.")]
        rows = sum(compare(name, server, f"/v1/tables/{name}/rows") for name in names)
        compare("every type", server, "/v1/sql", statement=TYPES)
        compare("no rows", server, "/v1/sql", statement=f"SELECT * FROM ({TYPES}) WHERE i8 > 5")
        compare("many batches", server, "/v1/sql",
                statement="SELECT range AS n, CASE WHEN range % 7 = 0 THEN NULL ELSE 'row ' || range END AS t, "
                          "(range / 100)::DECIMAL(18,2) AS d FROM range(300000)")
        compare("a sum", server, "/v1/sql", statement="SELECT sum(range) AS s FROM range(10) WHERE range > ?", parameter="3")
        limited = pyarrow.ipc.open_stream(
            server.ask("/v1/sql", ARROW, limit=5000, statement="SELECT NULLIF(range % 3, 0) AS n, [range] AS l FROM range(9999)"))
        table = limited.read_all()
        table.validate(full=True)
        assert table.num_rows == 5000 and table.column("n").null_count == 1667, table.column("n").null_count
        print(f"interop: pyarrow reads the answers about {len(names)} tables ({rows} rows) and of every type")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
