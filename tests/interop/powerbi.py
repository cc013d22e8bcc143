"""powerbi.py FOLDER [SCHEMAS]: an exported Power BI project, read by others' tools.

- every DAX expression parses with pbi-parsers;
- every .tmdl file, read by powerbi-tmdl-tools, has the names, types, expressions and relationships that a reader of our
  own, which knows nothing of it, finds in the text (that tool alone accepts nonsense);
- every JSON file is valid by the schema it names, if SCHEMAS, the folder of Microsoft's published ones, is given.
"""
import json
import re
import sys
from pathlib import Path

import pbi_parsers.dax as dax
from tmdl_parser import parse_tmdl

root = Path(sys.argv[1])
schemas = Path(sys.argv[2]) if len(sys.argv) > 2 else None
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def unquoted(name):
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def block(lines, start, least):
    """The lines below `start` that are indented by `least` tabs or more, without what all are indented by."""
    found = []
    for line in lines[start + 1:]:
        if line.strip() and len(line) - len(line.lstrip("\t")) < least:
            break
        found.append(line.rstrip())
    while found and not found[-1]:
        found.pop()
    common = min((len(line) - len(line.lstrip("\t")) for line in found if line), default=0)
    return "\n".join(line[common:] if line else "" for line in found)


HEAD = re.compile(r"^(\t*)(table|column|measure|partition|relationship|hierarchy|level|expression) ('(?:[^']|'')+'|[^ =:.']+)(?: =(.*))?$")


def read(path):
    """What a file declares: [{kind, name, text, properties}]; `text` is what stands behind the equals sign."""
    objects = []
    lines = path.read_text().split("\n")
    for number, line in enumerate(lines):
        head = HEAD.match(line)
        if head:
            depth = len(head[1])
            text = head[4]
            if text is not None:
                text = text.strip() or block(lines, number, depth + 2)
            objects.append({"kind": head[2], "name": unquoted(head[3]), "text": text, "depth": depth, "properties": {}})
            continue
        prop = re.match(r"^(\t+)([a-zA-Z]+)(?:: (.*)| =(.*))$", line)
        if prop and objects and len(prop[1]) == objects[-1]["depth"] + 1:
            value = prop[3] if prop[3] is not None else prop[4].strip() or block(lines, number, len(prop[1]) + 1)
            objects[-1]["properties"][prop[2]] = value
    return objects


def of_kind(objects, kind):
    return [o for o in objects if o["kind"] == kind]


def compare(path, what, ours, theirs):
    if ours != theirs:
        fault(path, f"{what} differ: {ours!r} here, {theirs!r} by powerbi-tmdl-tools")


def plain(text):
    """Without blank lines and the ends of lines, which the tool does not keep."""
    return [line.rstrip() for line in (text or "").split("\n") if line.strip()]


def compare_table(path, objects, theirs):
    compare(path, "the table's name", of_kind(objects, "table")[0]["name"], unquoted(theirs["name"]))
    ours = of_kind(objects, "column")
    compare(path, "columns", [c["name"] for c in ours],
            [unquoted(c["name"].split(" = ")[0].removesuffix(" =")) for c in theirs.get("columns", [])])
    for mine, other in zip(ours, theirs.get("columns", [])):
        for key in ("dataType", "sourceColumn", "sortByColumn", "lineageTag", "formatString"):
            compare(path, f"{key} of {mine['name']}", mine["properties"].get(key), other.get(key))
    ours = of_kind(objects, "measure")
    compare(path, "measures", [m["name"] for m in ours], [m["name"].replace("''", "'") for m in theirs.get("measures", [])])
    for mine, other in zip(ours, theirs.get("measures", [])):
        compare(path, f"the DAX of {mine['name']}", plain(mine["text"]), plain(other["expression"]))
        for key in ("formatString", "displayFolder", "lineageTag"):
            compare(path, f"{key} of {mine['name']}", mine["properties"].get(key), other.get(key))
    ours = of_kind(objects, "partition")
    compare(path, "partitions", [(p["name"], p["text"]) for p in ours],
            [(unquoted(p["name"]), p["partitionType"]) for p in theirs.get("partitions", [])])
    for mine, other in zip(ours, theirs.get("partitions", [])):
        compare(path, f"the source of {mine['name']}", plain(mine["properties"]["source"]), plain(other.get("source")))


def compare_relationships(path, objects, theirs):
    ours = of_kind(objects, "relationship")
    theirs = theirs.get("relationships", [])
    compare(path, "relationships", [r["name"] for r in ours], [r["name"] for r in theirs])
    for mine, other in zip(ours, theirs):
        for key in ("fromColumn", "toColumn", "isActive"):
            compare(path, key, mine["properties"].get(key), other.get(key))


def check_dax(path, objects):
    checked = 0
    for each in objects:
        if each["kind"] not in ("measure", "column") or each["text"] is None:
            continue
        checked += 1
        try:
            tree = dax.to_ast(each["text"])
        except Exception as error:  # the tool raises whatever it meets
            fault(path, f"the DAX of {each['name']} does not parse: {error}")
            continue
        if tree is None:
            fault(path, f"the DAX of {each['name']} does not parse")
    return checked


def check_json():
    from jsonschema import Draft7Validator
    from referencing import Registry, Resource

    base = "https://developer.microsoft.com/json-schemas/"
    resources = []
    for file in schemas.rglob("*.json"):
        address = base + file.relative_to(schemas).as_posix()
        contents = json.loads(file.read_text())
        contents["$id"] = address  # some name themselves by another file than they are in
        resources.append((address, Resource.from_contents(contents)))
    registry = Registry().with_resources(resources)
    checked = 0
    for file in sorted(root.rglob("*")):
        if file.suffix not in (".json", ".pbip", ".pbir", ".pbism") and file.name != ".platform":
            continue
        if file.name.startswith(".c360"):
            continue
        checked += 1
        document = json.loads(file.read_text())
        schema = registry.contents(document["$schema"])
        for error in Draft7Validator(schema, registry=registry).iter_errors(document):
            fault(file.relative_to(root), error.message)
    return checked


expressions = 0
files = sorted(root.rglob("*.tmdl"))
assert files, "there are no .tmdl files"
for file in files:
    objects = read(file)
    expressions += check_dax(file.name, objects)
    theirs = parse_tmdl(str(file))
    if file.parent.name == "tables":
        compare_table(file.name, objects, theirs)
    elif file.name == "relationships.tmdl":
        compare_relationships(file.name, objects, theirs)
documents = check_json() if schemas else 0
assert expressions > 0
print(f"powerbi: {len(files)} TMDL files and {expressions} DAX expressions" + (f", {documents} JSON files" if schemas else ""))
for line in faults:
    print("  " + line)
sys.exit(1 if faults else 0)
