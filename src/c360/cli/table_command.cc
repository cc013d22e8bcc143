
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "c360/base/clock.h"
#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/lakehouse/column_notes.h"
#include "c360/lakehouse/inspect.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr Micros kMicrosPerMilli = 1000;

struct TableOptions {
  std::string name;
  std::size_t limit = 0;
  std::int64_t version = -1;
  std::string as_of;
};

std::string exact_time(std::int64_t millis) {
  return format_utc(millis * kMicrosPerMilli);
}

std::string shown_time(std::int64_t millis) {
  return time_text(millis * kMicrosPerMilli);
}

lakehouse::TableName parse_name(const std::string& text) {
  const auto dot = text.find('.');
  if (dot != std::string::npos) return {text.substr(0, dot), text.substr(dot + 1)};
  throw Error(ErrorCode::kUsage, fmt::format("'{}' has no layer", text),
              fmt::format("write layer and name, such as silver.{}; c360 table list shows all", text));
}

lakehouse::VersionChoice choice_of(const TableOptions& options) {
  lakehouse::VersionChoice choice;
  if (options.version >= 0) choice.version = options.version;
  if (!options.as_of.empty()) choice.timestamp = parse_utc(options.as_of) / kMicrosPerMilli;
  return choice;
}

/// As much of a description as a list has room for.
std::string first_sentence(const std::string& description) {
  const std::string line = description.substr(0, description.find("\n\n"));
  const auto stop = line.find(". ");
  std::string sentence = stop == std::string::npos ? line : line.substr(0, stop + 1);
  std::replace(sentence.begin(), sentence.end(), '\n', ' ');
  return sentence;
}

Json summary_json(const lakehouse::TableSummary& table) {
  Json json = {{"table", table.name.to_string()},
               {"version", table.version},
               {"committed", exact_time(table.timestamp)},
               {"files", table.files},
               {"bytes", table.bytes},
               {"rows", nullptr},
               {"in_snapshot", nullptr},
               {"description", table.description},
               {"problem", table.problem}};
  if (table.rows) json["rows"] = *table.rows;
  if (table.in_moment) json["in_snapshot"] = *table.in_moment;
  return json;
}

int list_tables(const Context& context) {
  Workspace workspace(context);
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& table : lakehouse::list_tables(workspace.lake())) {
    json.push_back(summary_json(table));
    rows.push_back({table.name.to_string(), std::to_string(table.version), grouped(static_cast<long long>(table.files)),
                    grouped(static_cast<long long>(table.bytes)), table.rows ? grouped(*table.rows) : "–",
                    table.problem.empty() ? first_sentence(table.description) : table.problem});
  }
  if (context.json) {
    print_as_json(json);
  } else if (rows.empty()) {
    fmt::print("there are no tables yet; c360 run makes them\n");
  } else {
    print_table(stdout, {"table", ">version", ">files", ">bytes", ">rows", "description"}, rows);
  }
  return kDone;
}

Json history_json(const delta::HistoryEntry& entry) {
  return {{"version", entry.version},
          {"committed", exact_time(entry.timestamp)},
          {"operation", entry.info.operation},
          {"parameters", entry.info.operation_parameters},
          {"metrics", entry.info.operation_metrics},
          {"engine", entry.info.engine_info}};
}

int history(const Context& context, const TableOptions& options) {
  Workspace workspace(context);
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& entry : lakehouse::table_history(workspace.lake(), parse_name(options.name), options.limit)) {
    json.push_back(history_json(entry));
    std::vector<std::string> metrics;
    for (const auto& [name, value] : entry.info.operation_metrics) metrics.push_back(name + " " + value);
    rows.push_back({std::to_string(entry.version), shown_time(entry.timestamp), entry.info.operation,
                    entry.info.engine_info, fmt::format("{}", fmt::join(metrics, ", "))});
  }
  if (context.json) {
    print_as_json(json);
  } else {
    print_table(stdout, {">version", "committed", "operation", "?engine", "metrics"}, rows);
  }
  return kDone;
}

std::string type_text(const delta::DataType& type) {
  switch (type.kind) {
    case delta::DataType::Kind::kPrimitive:
      return type.primitive;
    case delta::DataType::Kind::kStruct:
      return "struct";
    case delta::DataType::Kind::kArray:
      return "array<" + type_text(type.element.front()) + ">";
    case delta::DataType::Kind::kMap:
      return "map<" + type_text(type.element[0]) + ", " + type_text(type.element[1]) + ">";
  }
  return "";
}

/// A string of limited length is shown as the type that databases have for it.
std::string type_text(const delta::Field& field) {
  const auto length = lakehouse::max_length_of(field);
  return length ? fmt::format("varchar({})", *length) : type_text(field.type);
}

Json detail_json(const lakehouse::TableDetail& detail) {
  Json json = summary_json(detail.summary);
  json["location"] = detail.location;
  json["id"] = detail.id;
  json["min_reader_version"] = detail.protocol.min_reader_version;
  json["min_writer_version"] = detail.protocol.min_writer_version;
  json["partition_columns"] = detail.partition_columns;
  json["configuration"] = detail.configuration;
  json["schema"] = Json::parse(detail.schema.to_json());
  return json;
}

/// With what personal data they hold and what they mean, where that is known of any.
void print_columns(const delta::Schema& schema) {
  using Note = std::string (*)(const delta::Field&);
  std::vector<std::string> header = {"column", "type", ""};
  std::vector<std::vector<std::string>> rows;
  for (const auto& field : schema.fields) {
    rows.push_back({field.name, type_text(field), field.nullable ? "" : "not null"});
  }
  for (const auto& [name, note] : {std::pair<const char*, Note>("pii", lakehouse::personal_data_of),
                                   std::pair<const char*, Note>("meaning", lakehouse::comment_of)}) {
    const auto has = [note = note](const delta::Field& field) { return !note(field).empty(); };
    if (std::none_of(schema.fields.begin(), schema.fields.end(), has)) continue;
    header.emplace_back(name);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(note(schema.fields[i]));
  }
  print_table(stdout, header, rows);
}

void print_detail(const lakehouse::TableDetail& detail) {
  const auto& summary = detail.summary;
  fmt::print("{}\n", Style(stdout).bold(summary.name.to_string()));
  if (!summary.description.empty()) fmt::print("{}\n", several_lines(summary.description));
  fmt::print("{}\nversion {} of {}, {}, {}{}\nprotocol: reader {}, writer {}\n\n", detail.location, summary.version,
             shown_time(summary.timestamp), counted(static_cast<long long>(summary.files), "file"),
             counted(static_cast<long long>(summary.bytes), "byte"),
             summary.rows ? ", " + counted(*summary.rows, "row") : "", detail.protocol.min_reader_version,
             detail.protocol.min_writer_version);
  print_columns(detail.schema);
}

int detail(const Context& context, const TableOptions& options) {
  Workspace workspace(context);
  const auto detail = lakehouse::table_detail(workspace.lake(), parse_name(options.name), choice_of(options));
  context.json ? print_as_json(detail_json(detail)) : print_detail(detail);
  return kDone;
}

}  // namespace

void add_table(Command& program) {
  auto options = std::make_shared<TableOptions>();
  Command group = program.add_group("table", "The Delta tables of the lakehouse");
  Command list_command = group.add("list", "Every table with its version, files and rows");
  list_command.does([](const Context& context) { return list_tables(context); });
  Command history_command = group.add("history", "The commits of a table, newest first");
  history_command.required("table", options->name, "such as silver.orders");
  history_command.option("--limit", options->limit, "The most commits to show (0: all)");
  history_command.does([options](const Context& context) { return history(context, *options); });
  Command detail_command = group.add("detail", "A table's schema, protocol and files");
  detail_command.required("table", options->name, "such as silver.orders");
  detail_command.option("--version", options->version, "At this version");
  detail_command.option("--as-of", options->as_of, "At this time (UTC)");
  detail_command.does([options](const Context& context) { return detail(context, *options); });
}

}  // namespace c360::cli
