"""files.py C360 FOLDER: workbooks by openpyxl and Parquet files by pyarrow, as c360 takes them in, are what those read.

openpyxl writes random cells of every kind under random formats, and reads them back: each value must be the text that
docs/files.md says. pyarrow does the same with columns of every type. Then JSON of random values, by Python's own json.
"""
import datetime
import decimal
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet

C360, FOLDER = sys.argv[1], Path(sys.argv[2])
FORMATS = ["General", "0.00", "yyyy-mm-dd", "dd/mm/yyyy hh:mm", "h:mm AM/PM", "[h]:mm:ss", "#,##0.00 \"days\"", "[$-409]d-mmm-yy;@"]


def shortest(number):
    """A binary number in the fewest digits, without an exponent between 1e-6 and 1e21."""
    if number == 0 or 1e-6 <= abs(number) < 1e21:
        text = f"{decimal.Decimal(repr(float(number))):f}"
        return text[:-2] if text.endswith(".0") else text
    return repr(number)


def clock(time):
    fraction = f".{time.microsecond // 1000:03}".rstrip("0").rstrip(".")
    return time.strftime("%H:%M:%S") + fraction


def cell_text(cell):
    """What c360 has to make of a cell as openpyxl reads it."""
    value = cell.value
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        shows_time = any(letter in cell.number_format.replace("AM/PM", "h").lower() for letter in "hs")
        if not shows_time and value.time() == datetime.time():
            return value.date().isoformat()
        return f"{value.date().isoformat()}T{clock(value.time())}"
    if isinstance(value, datetime.time):
        return clock(value)
    if isinstance(value, datetime.timedelta):
        millis = round(value.total_seconds() * 1000)
        seconds, rest = divmod(millis, 1000)
        fraction = f".{rest:03}".rstrip("0").rstrip(".")
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"
    return shortest(value) if isinstance(value, (int, float)) else value


def random_cell(chance):
    return chance.choice([
        None, "", "text", " spaced ", "caf\u00e9 \u20ac \U0001f600", "line\nline", "007", "<&>\"'", True, False, 0, -1,
        chance.randint(-10**9, 10**9), chance.random() * 10 ** chance.randint(-12, 18), 0.1, 1e300, 1 / 3,
        datetime.datetime(2024, 2, 29), datetime.datetime(1999, 12, 31, 23, 59, 58, 500000), datetime.date(1950, 1, 1),
        datetime.time(8, 15), datetime.timedelta(hours=36, minutes=5), "=1+1", "#N/A"])


def write_workbook(path, seed):
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    if seed % 2:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.append([f"c{column}" for column in range(8)])
    for _ in range(200):
        sheet.append([random_cell(chance) for _ in range(8)])
    first = seed % 2  # openpyxl takes what is below 1 for a time, though the first day from 1904 on is 0
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) and first <= cell.value < 2_000_000:
                cell.number_format = chance.choice(FORMATS)
    sheet.merge_cells("A5:B6")
    book.create_sheet("other").append(["not", "read"])
    book.save(path)


def rows_of_workbook(path):
    """As openpyxl reads it back; formulas have no stored value, as nothing has calculated them."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = [[cell_text(cell) for cell in row] for row in sheet.iter_rows(min_row=2)]
    return [row for row in rows if any(text is not None for text in row)]


def parquet_table():
    now = datetime.datetime(2024, 5, 31, 8, 15, 0, 500000)
    columns = {
        "c0": pa.array([1, None, -5], pa.int8()),
        "c1": pa.array([2**64 - 1, 0, None], pa.uint64()),
        "c2": pa.array([0.1, 1e21, None], pa.float64()),
        "c3": pa.array([0.1, 1.0, None], pa.float32()),
        "c4": pa.array([decimal.Decimal("12.500"), None, decimal.Decimal("-0.001")], pa.decimal128(20, 3)),
        "c5": pa.array([now, None, datetime.datetime(1969, 12, 31, 23, 59, 59)], pa.timestamp("us")),
        "c6": pa.array([now, None, now], pa.timestamp("ms", tz="Europe/Berlin")),
        "c7": pa.array([datetime.date(2024, 2, 29), None, datetime.date(1, 1, 1)], pa.date32()),
        "c8": pa.array([b"\x00\xab", None, b""], pa.binary()),
        "c9": pa.array([True, None, False], pa.bool_()),
        "c10": pa.array(["caf\u00e9", None, ""], pa.string()),
        "c11": pa.array([[1, None], None, []], pa.list_(pa.int64())),
        "c12": pa.array([{"a": "q\"", "b": decimal.Decimal("1.50")}, None, {"a": None, "b": None}],
                        pa.struct([("a", pa.string()), ("b", pa.decimal128(5, 2))])),
        "c13": pa.array([[("k", 0.5)], None, []], pa.map_(pa.string(), pa.float64())),
        "c14": pa.array(["a", None, "b"]).dictionary_encode(),
    }
    rows = [
        ["1", str(2**64 - 1), "0.1", "0.1", "12.500", "2024-05-31T08:15:00.5", "2024-05-31T08:15:00.5Z", "2024-02-29",
         "00ab", "true", "caf\u00e9", "[1,null]", '{"a":"q\\"","b":1.50}', '{"k":0.5}', "a"],
        [None, "0", "1e+21", "1", None, None, None, None, None, None, None, None, None, None, None],
        ["-5", None, None, None, "-0.001", "1969-12-31T23:59:59", "2024-05-31T08:15:00.5Z", "0001-01-01", "", "false", "",
         "[]", '{"a":null,"b":null}', "{}", "b"]]
    return pa.table(columns), rows


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def random_json(chance, levels=3):
    kind = chance.randint(0, 8 if levels else 5)
    if kind == 6:
        return [random_json(chance, levels - 1) for _ in range(chance.randint(0, 3))]
    if kind >= 7:
        return {chance.choice("abc\u00e9\"") + str(key): random_json(chance, levels - 1) for key in range(chance.randint(0, 3))}
    return [None, True, chance.randint(-10**20, 10**20), chance.random() * 10**chance.randint(-9, 9), "", "t\u00e4xt \n\"\\/\U0001f600"][kind]


def write_json(path, seed):
    """An array, or lines, with or without escapes of all that is not ASCII."""
    chance = random.Random(seed)
    records = [{f"c{column}": random_json(chance) for column in range(6)} for _ in range(200)]
    texts = [json.dumps(record, ensure_ascii=bool(seed % 2)) for record in records]
    path.write_text("\n".join(texts) if path.suffix == ".ndjson" else "[" + ",\n ".join(texts) + "]", encoding="utf-8")

    def text(value):
        if value is None or isinstance(value, str):
            return value
        return canonical(value)
    return [[text(value) for value in record.values()] for record in records]


def bronze(source, columns):
    """The rows that c360 has of a source."""
    names = ", ".join(columns)
    told = subprocess.run([C360, "sql", "-C", FOLDER, "--format", "json", f"SELECT {names} FROM bronze.{source} ORDER BY _source_row"],
                          capture_output=True, text=True, check=True)
    rows = json.loads(told.stdout)
    rows = rows.get("rows", rows) if isinstance(rows, dict) else rows
    return [list(row.values()) if isinstance(row, dict) else row for row in rows]


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "contracts").mkdir(parents=True)
    expected = {}
    for seed in range(4):
        write_workbook(FOLDER / f"book{seed}.xlsx", seed)
        expected[f"book{seed}.xlsx"] = rows_of_workbook(FOLDER / f"book{seed}.xlsx")
        ending = ["json", "ndjson"][seed // 2]
        expected[f"json{seed}.{ending}"] = write_json(FOLDER / f"json{seed}.{ending}", seed)
    table, rows = parquet_table()
    pa.parquet.write_table(table, FOLDER / "table.parquet", compression="zstd")
    expected["table.parquet"] = rows
    sources = "".join(f"  {Path(file).stem}: {file}\n" for file in expected)
    (FOLDER / "c360.yaml").write_text(f"project: files\nsources:\n{sources}")
    subprocess.run([C360, "run", "-C", FOLDER], capture_output=True, check=True)
    faults = 0
    for file, wanted in expected.items():
        found = bronze(Path(file).stem, [f"c{column}" for column in range(len(wanted[0]))])
        differ = [(a, b) for a, b in zip(wanted, found) if a != b]
        if len(wanted) == len(found) and not differ:
            continue
        faults += 1
        print(f"{file}: {len(found)} rows, not {len(wanted)}; {len(differ)} differ")
        for a, b in differ[:3]:
            print("  wanted", [x for x, y in zip(a, b) if x != y], "found", [y for x, y in zip(a, b) if x != y])
    print(f"interop: {len(expected)} workbooks, Parquet and JSON files, {faults} with faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
