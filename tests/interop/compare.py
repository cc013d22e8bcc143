"""Compare what another reader and c360 read from every Delta table of a project: compare.py READER C360 PROJECT.

READER is delta_rs or spark: read_by_READER.py beside this file. For each table: the number of rows; of each column the
values that are not null, the exact sum of numbers, the least and the greatest of texts, dates and times.
"""

import decimal
import importlib
import json
import pathlib
import subprocess
import sys

NUMBERS = ("byte", "short", "integer", "long", "decimal")
TEXTS = ("string", "date")
TIMES = ("timestamp", "timestamp_ntz")


def figures(fields):
    """What both readers are asked, as pairs of what to work out and the column to do it on."""
    yield ("rows", None)
    for name, kind in fields:
        yield ("count", name)
        if kind.startswith(NUMBERS):
            yield ("sum", name)
        elif kind in TEXTS:
            yield from (("min", name), ("max", name))
        elif kind in TIMES:
            yield from (("first_micros", name), ("last_micros", name))


def fields_of(folder):
    """Names and types of a table's columns, from the log itself; nested types are only counted."""
    metadata = None
    for file in sorted((folder / "_delta_log").glob("*.json")):
        for line in file.read_text().splitlines():
            metadata = json.loads(line).get("metaData", metadata)
    fields = json.loads(metadata["schemaString"])["fields"]
    return [(field["name"], field["type"] if isinstance(field["type"], str) else "nested") for field in fields]


def in_c360(what, column):
    name = None if column is None else '"' + column.replace('"', '""') + '"'
    return {
        "rows": "count(*)",
        "count": f"count({name})",
        "sum": f"sum(CAST({name} AS DECIMAL(38, 6)))",
        "min": f"CAST(min({name}) AS VARCHAR)",
        "max": f"CAST(max({name}) AS VARCHAR)",
        "first_micros": f"epoch_us(min({name}))",
        "last_micros": f"epoch_us(max({name}))",
    }[what]


def asked_of_c360(program, project, table, wanted):
    named = ", ".join(f"{in_c360(*each)} AS f{number}" for number, each in enumerate(wanted))
    said = subprocess.run(
        [program, "sql", "-C", project, "--format", "json", f"SELECT {named} FROM {table}"],
        check=True, capture_output=True, text=True).stdout
    row = json.loads(said, parse_float=decimal.Decimal)[0]
    return [row[f"f{number}"] for number in range(len(wanted))]


def as_figure(what, value):
    """Counts and sums as decimals, whatever they came as; texts and nulls as they are."""
    if value is None or what in ("min", "max"):
        return value
    return decimal.Decimal(str(value)).normalize()


def differences(ask, program, project, folder):
    """One line for each figure that is not the same."""
    table = f'"{folder.parent.name}"."{folder.name}"'
    wanted = list(figures(fields_of(folder)))
    theirs, ours = ask(folder, wanted), asked_of_c360(program, project, table, wanted)
    for (what, column), their, our in zip(wanted, theirs, ours):
        if as_figure(what, their) != as_figure(what, our):
            yield f"DIFFERS: {table} {what} {column or ''}: they read {their}, c360 {our}"


def main():
    reader, program, project = sys.argv[1:]
    folders = sorted(log.parent for log in pathlib.Path(project, "lakehouse").glob("*/*/_delta_log"))
    if not folders:
        sys.exit(f"interop: no Delta tables in {project}")
    ask = importlib.import_module(f"read_by_{reader}").ask
    faults = [fault for folder in folders for fault in differences(ask, program, project, folder)]
    for fault in faults:
        print(fault)
    print(f"interop: {reader} read {len(folders)} tables of {project}, {len(faults)} figures differ")
    sys.exit(bool(faults))


main()
