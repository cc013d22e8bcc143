"""Compare what delta-rs and c360 read from every Delta table of a project: compare.py C360 PROJECT.

For each table: the number of rows; of each column the values that are not null, the exact sum of numbers, the least
and the greatest of texts and dates.
"""

import decimal
import json
import pathlib
import subprocess
import sys

from deltalake import DeltaTable, QueryBuilder

NUMBERS = ("byte", "short", "integer", "long", "decimal")
TEXTS = ("string", "date")


def aggregates(schema):
    """The SELECT list that both engines are asked, one text for each figure."""
    yield "count(*)"
    for field in schema.fields:
        name = '"' + field.name.replace('"', '""') + '"'
        kind = getattr(field.type, "type", "")
        yield f"count({name})"
        if kind.startswith(NUMBERS):
            yield f"sum(CAST({name} AS DECIMAL(38, 6)))"
        elif kind in TEXTS:
            yield f"CAST(min({name}) AS VARCHAR)"
            yield f"CAST(max({name}) AS VARCHAR)"


def asked_of_delta_rs(table, figures):
    named = ", ".join(f"{figure} AS f{number}" for number, figure in enumerate(figures))
    batches = QueryBuilder().register("t", table).execute(f"SELECT {named} FROM t").read_all()
    return [batches.column(number)[0].as_py() for number in range(len(figures))]


def asked_of_c360(program, project, name, figures):
    named = ", ".join(f"{figure} AS f{number}" for number, figure in enumerate(figures))
    said = subprocess.run(
        [program, "sql", "-C", project, "--format", "json", f"SELECT {named} FROM {name}"],
        check=True, capture_output=True, text=True).stdout
    rows = json.loads(said, parse_float=decimal.Decimal)
    row = rows[0] if isinstance(rows, list) else rows["rows"][0]
    return [row[f"f{number}"] for number in range(len(figures))]


def as_figure(figure, value):
    """Counts and sums as decimals, whatever they came as; texts and nulls as they are."""
    if value is None or not figure.startswith(("count", "sum")):
        return value
    return decimal.Decimal(str(value)).normalize()


def compare(program, project, log):
    folder = log.parent
    name = f'"{folder.parent.name}"."{folder.name}"'
    table = DeltaTable(str(folder))
    figures = list(aggregates(table.schema()))
    theirs = list(map(as_figure, figures, asked_of_delta_rs(table, figures)))
    ours = list(map(as_figure, figures, asked_of_c360(program, project, name, figures)))
    for figure, their, our in zip(figures, theirs, ours):
        if their != our:
            print(f"DIFFERS: {name} {figure}: delta-rs {their}, c360 {our}")
    return theirs == ours


def main():
    program, project = sys.argv[1:]
    logs = sorted(pathlib.Path(project, "lakehouse").glob("*/*/_delta_log"))
    if not logs:
        sys.exit(f"interop: no Delta tables in {project}")
    equal = [compare(program, project, log) for log in logs]
    print(f"interop: {sum(equal)} of {len(equal)} tables of {project} read the same by delta-rs")
    sys.exit(not all(equal))


main()
