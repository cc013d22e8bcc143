"""json_schema_check.py SCHEMAS ROOT: the example projects' YAML files are valid by the JSON Schemas in SCHEMAS
(project.json, contract.json), and files with a misspelt key, a wrong type or an illegal name are not."""
import json
import sys
from pathlib import Path

import jsonschema
import yaml

schemas, root = Path(sys.argv[1]), Path(sys.argv[2])


def validator(name):
    schema = json.loads((schemas / f"{name}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def load(path):
    return yaml.safe_load(path.read_text())


project, contract = validator("project"), validator("contract")
files = 0
for settings in sorted((root / "examples").glob("*/c360.yaml")):
    project.validate(load(settings))
    for file in sorted(settings.parent.glob("contracts/*.yaml")):
        contract.validate(load(file))
        files += 1
assert files >= 14, files

good = {"entity": "orders", "key": "order_id", "columns": {"order_id": "bigint", "größe": {"type": "string"}}}
contract.validate(good)
wrong = [
    {**good, "form": "orders"},
    {**good, "columns": {"order_id": "bigingt"}},
    {**good, "columns": {"_order_id": "bigint"}},
    {**good, "columns": {"order_id": {"type": "bigint", "required": "yes"}}},
    {**good, "checks": [{"name": "a", "where": "true", "otherwise": "ignore"}]},
    {"entity": "orders", "columns": {}},
]
for index, document in enumerate(wrong):
    assert not contract.is_valid(document), index
assert not project.is_valid({"project": "shop", "sources": {"a": {"file": "x"}}})
assert not project.is_valid({"project": "shop", "sources": {"a": "x"}, "threads": 0})
