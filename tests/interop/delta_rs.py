"""What delta-rs makes of every Delta table of a lakehouse: delta_rs.py LAKEHOUSE [EXPECTED.json].

Every table opens at its latest version and at version 0; a table with a checkpoint reads the same when the commits
before the checkpoint are hidden. EXPECTED.json says what must come out, for the tables that it names:
{"silver.orders": {"rows": 9000, "sums": {"order_amount": "5619375.00"}}}.
"""

import decimal
import json
import pathlib
import shutil
import sys
import tempfile

from deltalake import DeltaTable, QueryBuilder

NUMBERS = ("byte", "short", "integer", "long", "decimal")


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def ask(table, figures):
    """The values of a SELECT list over a table at the version that it was opened at."""
    named = ", ".join(f"{figure} AS f{number}" for number, figure in enumerate(figures))
    rows = QueryBuilder().register("t", table).execute(f"SELECT {named} FROM t").read_all()
    return [rows.column(number)[0].as_py() for number in range(len(figures))]


def contents(table):
    """How many rows a table has, and the exact sum of each numeric column."""
    numbers = [field.name for field in table.schema().fields
               if getattr(field.type, "type", "").startswith(NUMBERS)]
    sums = [f"sum(CAST({quoted(name)} AS DECIMAL(38, 6)))" for name in numbers]
    rows, *values = ask(table, ["count(*)", *sums])
    return {"rows": rows, "sums": {name: as_number(value) for name, value in zip(numbers, values)}}


def as_number(value):
    return None if value is None else decimal.Decimal(str(value)).normalize()


def last_checkpoint(log):
    versions = [int(file.name[:20]) for file in log.glob("*.checkpoint.parquet")]
    return max(versions, default=None)


def contents_by_checkpoint(folder, version):
    """The table's contents, read without the commits up to the checkpoint, which may have been cleaned up."""
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        for file in pathlib.Path(copy, "_delta_log").glob("*.json"):
            if int(file.name[:20]) <= version:
                file.unlink()
        return contents(DeltaTable(copy))


def differences(folder, expected):
    """One line for each thing that is not as it must be."""
    table = DeltaTable(str(folder))
    found = contents(table)
    if "rows" in expected and found["rows"] != expected["rows"]:
        yield f"{found['rows']} rows instead of {expected['rows']}"
    for column, value in expected.get("sums", {}).items():
        if found["sums"].get(column) != as_number(value):
            yield f"sum({column}) is {found['sums'].get(column)} instead of {value}"
    first = ask(DeltaTable(str(folder), version=0), ["count(*)"])[0]
    if "rows_of_version_0" in expected and first != expected["rows_of_version_0"]:
        yield f"version 0 has {first} rows instead of {expected['rows_of_version_0']}"
    version = last_checkpoint(folder / "_delta_log")
    if version is not None and contents_by_checkpoint(folder, version) != found:
        yield f"reads otherwise by its checkpoint of version {version}"


def main():
    lakehouse = pathlib.Path(sys.argv[1])
    expected = json.loads(pathlib.Path(sys.argv[2]).read_text()) if len(sys.argv) > 2 else {}
    logs = sorted(lakehouse.glob("*/*/_delta_log"))
    if not logs:
        sys.exit(f"interop: no Delta tables in {lakehouse}")
    names = {f"{log.parent.parent.name}.{log.parent.name}": log.parent for log in logs}
    faults = [f"DIFFERS: {name} is not there" for name in sorted(set(expected) - set(names))]
    for name, folder in names.items():
        faults += [f"DIFFERS: {name}: {fault}" for fault in differences(folder, expected.get(name, {}))]
    print("\n".join(faults) if faults else "", end="\n" if faults else "")
    checkpoints = sum(last_checkpoint(log) is not None for log in logs)
    print(f"interop: delta-rs opened {len(logs)} tables of {lakehouse} at both ends of their history, "
          f"{checkpoints} by a checkpoint")
    sys.exit(bool(faults))


main()
