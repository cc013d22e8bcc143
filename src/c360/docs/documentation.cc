#include "c360/docs/documentation.h"

#include <map>

#include "c360/docs/metrics_json.h"
#include "c360/docs/tables_json.h"
#include "c360/ingest/ingest.h"
#include "c360/lineage/graph_json.h"
#include "c360/lineage/whole_graph.h"
#include "c360/metric/metric_lineage.h"
#include "c360/model/stored_lineage.h"
#include "c360/publish/published_lineage.h"
#include "c360/session/session.h"

namespace c360::docs {
namespace {

using Json = nlohmann::ordered_json;
using lakehouse::Moment;
using model::LineageGraph;
using project::Project;

constexpr int kFormat = 1;

Json project_json(const Project& project) {
  return {{"name", project.name},
          {"environment", project.environment},
          {"currency", project.currency},
          {"locale", project.locale},
          {"time_zone", project.time_zone},
          {"freshness_seconds", project.freshness_seconds ? Json(*project.freshness_seconds) : Json()}};
}

Json snapshot_json(const std::optional<Moment>& moment) {
  if (!moment) return nullptr;
  return {{"number", moment->number}, {"created", format_utc(moment->created)}, {"run", moment->run_id}};
}

Json source_json(const project::Source& source, const Project& project, const storage::ObjectStore& lake) {
  Json entities = Json::array(), files = Json::array();
  for (const project::Contract& contract : project.contracts)
    if (contract.from == source.name) entities.push_back(contract.entity);
  const auto registered = ingest::registered_files(lake, source.name);
  constexpr std::size_t kMostFiles = 50;
  const std::size_t first = registered.size() > kMostFiles ? registered.size() - kMostFiles : 0;
  for (std::size_t i = first; i < registered.size(); ++i)
    files.push_back({{"path", registered[i].path},
                     {"records", registered[i].records},
                     {"bytes", registered[i].stamp.size},
                     {"encoding", registered[i].encoding},
                     {"discovered", format_utc(registered[i].discovered)}});
  const auto freshness = project.freshness_of(source);
  return {{"name", source.name},
          {"files", source.rest            ? source.rest->url
                    : source.delta.empty() ? source.files
                                           : source.delta},
          {"malformed", source.malformed == project::OnMalformed::kFail ? "fail" : "quarantine"},
          {"freshness_seconds", freshness ? Json(*freshness) : Json()},
          {"entities", std::move(entities)},
          {"file_count", registered.size()},
          {"taken_in", std::move(files)}};
}

Json accounts_json(const std::optional<Moment>& moment) {
  Json accounts = Json::array();
  if (!moment) return accounts;
  for (const lakehouse::RowAccount& account : moment->accounts) {
    Json reasons = Json::object();
    const auto of = moment->reasons.find(account.entity);
    if (of != moment->reasons.end()) reasons = of->second;
    accounts.push_back({{"entity", account.entity},
                        {"source_rows", account.source_rows},
                        {"malformed", account.malformed},
                        {"bronze_rows", account.bronze_rows},
                        {"silver_rows", account.silver_rows},
                        {"exact_duplicates", account.exact_duplicates},
                        {"older_versions", account.older_versions},
                        {"quarantined", account.quarantined},
                        {"balances", account.balances()},
                        {"reasons", std::move(reasons)}});
  }
  return accounts;
}

/// Rows of each check that warns, with the first places.
Json warnings_json(const std::optional<Moment>& moment, const Project& project, const TablesJson& tables,
                   std::size_t most) {
  std::map<std::pair<std::string, std::string>, Json> listed;
  if (!moment) return Json::array();
  for (const Moment::Warning& warning : moment->warnings) {
    Json& places = listed.try_emplace({warning.entity, warning.check}, Json::array()).first->second;
    const project::Contract* contract = project.find_contract(warning.entity);
    const bool shown = contract != nullptr && tables.shows_key(*contract);
    if (places.size() < most)
      places.push_back({{"key", shown ? Json(warning.key) : Json()}, {"file", warning.file}, {"row", warning.row}});
  }
  Json list = Json::array();
  for (const auto& [name, count] : moment->warning_counts) {
    const std::size_t dot = name.find('.');
    const std::string entity = name.substr(0, dot), check = name.substr(dot + 1);
    const auto places = listed.find({entity, check});
    list.push_back({{"entity", entity},
                    {"check", check},
                    {"rows", count},
                    {"places", places == listed.end() ? Json::array() : places->second}});
  }
  return list;
}

Json targets_json(const Project& project) {
  Json targets = Json::array();
  for (const project::PublishTarget& target : project.publish) {
    const char* kind = !target.postgresql.empty() ? "PostgreSQL"
                       : !target.parquet.empty()  ? "Parquet files"
                       : !target.csv.empty()      ? "CSV files"
                                                  : "DuckDB file";
    targets.push_back({{"name", target.name}, {"kind", kind}, {"schema", target.schema}});
  }
  return targets;
}

/// The graph, and what the planner knew when it was whole.
std::pair<LineageGraph, KnownFacts> followed(lakehouse::Lakehouse& lake, const Project& project) {
  KnownFacts facts;
  LineageGraph graph = lineage::whole_graph(
      lake.database(), project,
      {metric::add_lineage,
       [](const Project& of, model::Planner&, LineageGraph& whole) { publish::add_lineage(of, whole); },
       [&](const Project& of, model::Planner& planner, LineageGraph& whole) {
         facts = known_facts(of, planner, whole);
       }});
  return {std::move(graph), std::move(facts)};
}

}  // namespace

Json documentation(lakehouse::Lakehouse& lake, const Project& project, const std::optional<Moment>& moment,
                   const Content& content, const Cancellation& cancel) {
  const auto [graph, facts] = followed(lake, project);
  session::Session session(lake, &project, moment);
  session.connection().set_cancellation(&cancel);
  const SnapshotTables snapshot(moment, project, graph);
  const TablesJson tables(
      {project, graph, facts, snapshot, session.connection(), content.unmasked, content.sample_rows});
  Json sources = Json::array();
  for (const project::Source& source : project.sources) sources.push_back(source_json(source, project, lake.store()));
  return {{"format", kFormat},
          {"made_by", "c360 " C360_VERSION},
          {"masked", !content.unmasked},
          {"project", project_json(project)},
          {"snapshot", snapshot_json(moment)},
          {"sources", std::move(sources)},
          {"tables", tables.all()},
          {"edges", lineage::edges_json(graph)},
          {"metrics", metrics_json(project.metrics, facts)},
          {"report_pages", facts.pages},
          {"accounts", accounts_json(moment)},
          {"warnings", warnings_json(moment, project, tables, content.sample_rows)},
          {"targets", targets_json(project)}};
}

}  // namespace c360::docs
