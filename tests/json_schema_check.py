"""json_schema_check.py SCHEMAS ROOT: the example projects' YAML files are valid by the JSON Schemas in SCHEMAS
(project.json, contract.json, test.json), and files with a misspelt key, a wrong type or an illegal name are not."""
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
    """Python's YAML makes dates of what JSON, and c360, take as text."""
    return json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))


project, contract, test = validator("project"), validator("contract"), validator("test")
files = tests = 0
for settings in sorted((root / "examples").glob("*/c360.yaml")):
    project.validate(load(settings))
    for file in sorted(settings.parent.glob("contracts/*.yaml")):
        contract.validate(load(file))
        files += 1
    for file in sorted(settings.parent.glob("tests/*.yaml")):
        test.validate(load(file))
        tests += 1
assert files >= 14, files
assert tests >= 8, tests

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
base = {"project": "shop", "sources": {"a": {"files": "x", "freshness": "2d"}}, "time_zone": "Europe/Berlin"}
project.validate({**base, "environments": {"dev": {"sources": {"a": {"delimiter": ";"}, "b": "y"}, "threads": 2}}})
for environments in ({"dev": {"project": "x"}}, {"dev": {"sources": {"a": {"file": "x"}}}}, {"2nd": {}}, ["dev"]):
    assert not project.is_valid({**base, "environments": environments}), environments
assert not project.is_valid({**base, "currency": "euro"})
assert not test.is_valid({"model": "gold.a", "expect": [{"a": [1]}]})
assert not test.is_valid({"model": "gold.a"})
