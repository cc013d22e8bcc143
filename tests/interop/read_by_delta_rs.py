"""Asks delta-rs: see compare.py."""

from deltalake import DeltaTable, QueryBuilder


def in_datafusion(what, column):
    name = None if column is None else '"' + column.replace('"', '""') + '"'
    return {
        "rows": "count(*)",
        "count": f"count({name})",
        "sum": f"sum(CAST({name} AS DECIMAL(38, 6)))",
        "min": f"CAST(min({name}) AS VARCHAR)",
        "max": f"CAST(max({name}) AS VARCHAR)",
        "first_micros": f"CAST(min({name}) AS BIGINT)",
        "last_micros": f"CAST(max({name}) AS BIGINT)",
    }[what]


def ask(folder, wanted):
    named = ", ".join(f"{in_datafusion(*each)} AS f{number}" for number, each in enumerate(wanted))
    table = DeltaTable(str(folder))
    rows = QueryBuilder().register("t", table).execute(f"SELECT {named} FROM t").read_all()
    return [rows.column(number)[0].as_py() for number in range(len(wanted))]
