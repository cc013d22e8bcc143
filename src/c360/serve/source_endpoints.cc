#include <algorithm>

#include "c360/base/clock.h"
#include "c360/ingest/ingest.h"
#include "c360/lineage/graph_json.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

Json source_json(const project::Source& source, const project::Project& project, const storage::ObjectStore& store) {
  const auto files = ingest::registered_files(store, source.name);
  std::int64_t records = 0;
  Micros newest = 0;
  for (const ingest::FileEntry& file : files) {
    records += file.records;
    newest = std::max(newest, file.discovered);
  }
  Json entities = Json::array();
  for (const project::Contract& contract : project.contracts)
    if (contract.from == source.name) entities.push_back(contract.entity);
  const auto allowed = project.freshness_of(source);
  return {{"source", source.name},
          {"entities", std::move(entities)},
          {"files", files.size()},
          {"records", records},
          {"newest", files.empty() ? Json() : Json(format_utc(newest))},
          {"allowed_seconds", allowed ? Json(*allowed) : Json()}};
}

http::Response sources(const Call& call) {
  Json list = Json::array();
  for (const project::Source& source : call.reading->project().sources) {
    call.stop->check();
    list.push_back(source_json(source, call.reading->project(), call.reading->store()));
  }
  return json_response({{"sources", std::move(list)}});
}

http::Response lineage(const Call& call) {
  Json json = {{"snapshot", call.reading->number()}};
  json.update(lineage::graph_json(call.reading->lineage()));
  return json_response(json);
}

}  // namespace

std::vector<Endpoint> source_endpoints() {
  Endpoint list;
  list.least = Least::kViewer;
  list.keeps_masks = true;
  list.path = "/v1/sources";
  list.name = "sources";
  list.summary = "Where the data comes from, and when its last new file came";
  list.answer = "Each source's files, records, newest file and the age that is allowed (null: any)";
  list.changes_by_snapshot = false;
  list.handle = sources;

  Endpoint graph;
  graph.least = Least::kViewer;
  graph.keeps_masks = graph.keeps_rows = true;
  graph.is_kept = true;
  graph.path = "/v1/lineage";
  graph.name = "lineage";
  graph.summary = "What every table and column is made of, from the source files to what is published";
  graph.answer =
      "Tables with columns, and edges as [from table, column, to table, column, how, what it decides]; a column "
      "is null for a table's rows";
  graph.handle = lineage;
  return {list, graph};
}

}  // namespace c360::serve
