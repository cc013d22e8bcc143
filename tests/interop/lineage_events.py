"""lineage_events.py EVENTS: what `c360 lineage --format openlineage` writes, by OpenLineage's own Python client.

The package carries no JSON Schema, but classes generated from the published ones. Every event, dataset and facet is made
one of these objects, which refuses unknown and missing properties and values of other types, and is then
serialised by the client: what comes out must say what went in.
"""
import json
import re
import sys
from typing import get_args, get_type_hints

import attr
from openlineage.client import event_v2
from openlineage.client.generated import column_lineage_dataset, documentation_dataset, documentation_job, schema_dataset, sql_job
from openlineage.client.serde import Serde

DATASET_FACETS = {"schema": schema_dataset.SchemaDatasetFacet, "documentation": documentation_dataset.DocumentationDatasetFacet,
                  "columnLineage": column_lineage_dataset.ColumnLineageDatasetFacet}
JOB_FACETS = {"sql": sql_job.SQLJobFacet, "documentation": documentation_job.DocumentationJobFacet}
GIVEN_BY_CLASS = {"_producer": "producer", "_schemaURL": None}  # every facet's class writes these itself


def built(kind, value, where):
    """A value as an object of a generated class, whatever is nested in it, too."""
    if attr.has(kind):
        hints = get_type_hints(kind)
        known = {name: entry for name, entry in value.items() if name not in GIVEN_BY_CLASS}
        unknown = set(known) - set(hints)
        assert not unknown, f"{where}: {sorted(unknown)} is not of {kind.__name__}"
        return kind(**{name: built(hints[name], entry, f"{where}.{name}") for name, entry in known.items()})
    parts = [part for part in get_args(kind) if part is not type(None)]
    if isinstance(value, list):
        inner = parts[0] if getattr(kind, "__origin__", None) is list else get_args(parts[0])[0]
        return [built(inner, entry, f"{where}[{place}]") for place, entry in enumerate(value)]
    if isinstance(value, dict):
        mapping = kind if getattr(kind, "__origin__", None) is dict else parts[0]
        return {name: built(get_args(mapping)[1], entry, f"{where}.{name}") for name, entry in value.items()}
    types = tuple(part for part in parts or [kind] if isinstance(part, type))
    assert isinstance(value, types), f"{where}: {value!r} is no {kind}"
    return value


def require_version(given, newest, where):
    """A schema's address is the client's, or an older version of it: versions of one model are compatible."""
    version = re.compile(r"/(\d+)-(\d+)-(\d+)/")
    assert version.sub("/", given) == version.sub("/", newest), f"{where}: {given} is no version of {newest}"
    older, newer = (tuple(map(int, version.search(address).groups())) for address in (given, newest))
    assert older[0] == newer[0] and older <= newer, f"{where}: {given} is not older than {newest}"


def facets(kinds, value, where):
    made = {}
    for name, facet in value.items():
        assert name in kinds, f"{where}: the facet '{name}' is none that is expected"
        require_version(facet["_schemaURL"], kinds[name]._get_schema(), f"{where}.{name}")
        assert facet["_producer"], f"{where}.{name} names no producer"
        made[name] = built(kinds[name], facet, f"{where}.{name}")
    return made


def dataset(kind, value, where):
    assert set(value) <= {"namespace", "name", "facets"}, f"{where}: {sorted(value)}"
    return kind(namespace=value["namespace"], name=value["name"], facets=facets(DATASET_FACETS, value["facets"], where))


def without_nothing(value):
    """Without the nulls, empty lists and signatures that only one side writes."""
    if isinstance(value, dict):
        kept = {name: without_nothing(entry) for name, entry in value.items() if name not in GIVEN_BY_CLASS}
        return {name: entry for name, entry in kept.items() if entry not in (None, [], {}, "")}
    return [without_nothing(entry) for entry in value] if isinstance(value, list) else value


def check(event):
    where = event["job"]["name"]
    assert set(event) == {"eventTime", "producer", "schemaURL", "job", "inputs", "outputs"}, f"{where}: {sorted(event)}"
    assert re.match(r"[a-z][a-z0-9+.-]*:\S+$", event["producer"]), f"{where}: {event['producer']!r} is no URI"
    job = event_v2.Job(namespace=event["job"]["namespace"], name=where, facets=facets(JOB_FACETS, event["job"]["facets"], where))
    made = event_v2.JobEvent(
        eventTime=event["eventTime"], producer=event["producer"], job=job,
        inputs=[dataset(event_v2.InputDataset, each, f"{where} from {each['name']}") for each in event["inputs"]],
        outputs=[dataset(event_v2.OutputDataset, each, f"{where} to {each['name']}") for each in event["outputs"]])
    require_version(event["schemaURL"], made.schemaURL, where)
    said = without_nothing(json.loads(Serde.to_json(made)))
    assert {**said, "schemaURL": 0} == {**without_nothing(event), "schemaURL": 0}, f"{where}: the client says something else"
    return sum(len(each["facets"]) for each in event["inputs"] + event["outputs"])


with open(sys.argv[1], encoding="utf-8") as file:
    events = json.load(file)
assert events, "there are no events"
count = sum(check(event) for event in events)
print(f"openlineage: {len(events)} events with {count} facets of datasets are what OpenLineage's client takes them for")
