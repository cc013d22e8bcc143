
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/command.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/session/session.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

struct QuarantineOptions {
  std::string entity;
  std::string reason;
  std::size_t limit = 20;
  std::string file;
  std::int64_t row = 0;
};

/// One quarantined row, with the record as it came.
struct QuarantinedRow {
  std::string file;
  std::int64_t row = 0;
  std::vector<std::string> reasons;
  std::string message;
  std::vector<std::pair<std::string, std::optional<std::string>>> record;
};

void print(const Json& json) {
  fmt::print("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace));
}

void check_entity(const lakehouse::Moment& moment, const std::string& entity) {
  std::vector<std::string> known;
  for (const auto& account : moment.accounts) known.push_back(account.entity);
  if (std::find(known.begin(), known.end(), entity) != known.end()) return;
  throw Error(ErrorCode::kUsage, fmt::format("there is no entity '{}'", entity), did_you_mean(entity, known));
}

/// "type(order_date)" is meant by itself, by "type" and by "order_date"; everything is meant by nothing.
bool is_meant(const std::string& reason, const std::string& wanted) {
  const auto open = reason.find('(');
  const bool of_column = open != std::string::npos && reason.substr(open) == "(" + wanted + ")";
  return wanted.empty() || reason == wanted || reason.substr(0, open) == wanted || of_column;
}

bool has_reason(const QuarantinedRow& row, const std::string& wanted) {
  return std::any_of(row.reasons.begin(), row.reasons.end(),
                     [&](const std::string& reason) { return is_meant(reason, wanted); });
}

/// Throws Error(kUsage) for a reason that no row of the entity (of any, if it is empty) has, while others have some.
void check_reason(const lakehouse::Moment& moment, const QuarantineOptions& options) {
  std::vector<std::string> known;
  for (const auto& [entity, reasons] : moment.reasons) {
    if (!options.entity.empty() && entity != options.entity) continue;
    for (const auto& [reason, count] : reasons) {
      if (is_meant(reason, options.reason)) return;
      const auto open = reason.find('(');
      known.push_back(reason);
      if (open == std::string::npos) continue;
      known.push_back(reason.substr(0, open));
      known.push_back(reason.substr(open + 1, reason.size() - open - 2));
    }
  }
  if (known.empty()) return;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  throw Error(ErrorCode::kUsage, fmt::format("no row is quarantined for the reason '{}'", options.reason),
              did_you_mean(options.reason, known));
}

QuarantinedRow read_row(const std::vector<engine::ResultColumn>& columns, const engine::Chunk& chunk, std::size_t r) {
  QuarantinedRow row;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::string& name = columns[c].name;
    const bool null = chunk.is_null(c, r);
    if (name == "_reasons") {
      row.reasons = null ? std::vector<std::string>{} : chunk.text_list(c, r);
    } else if (name == "_message") {
      row.message = null ? "" : std::string(chunk.text(c, r));
    } else if (name == "_source_file") {
      row.file = null ? "" : std::string(chunk.text(c, r));
    } else if (name == "_source_row") {
      row.row = null ? 0 : chunk.bigint(c, r);
    } else if (name.front() != '_') {
      row.record.emplace_back(name, null ? std::nullopt : std::optional(chunk.display(c, r)));
    }
  }
  return row;
}

/// The quarantined rows of an entity in the order of their arrival; `use` returns false to stop.
template <typename Use>
void for_each_row(Workspace& workspace, const lakehouse::Moment& moment, const std::string& entity, Use use) {
  check_entity(moment, entity);
  session::Session session(workspace.lake(), &workspace.project(), moment);
  sql::Query query;
  query.from = sql::table({"quarantine", entity});
  query.order_by = {{sql::column("_file_no"), false, true}, {sql::column("_source_row"), false, true}};
  engine::Result result = session.connection().query(query);
  while (auto chunk = result.next()) {
    for (std::size_t r = 0; r < chunk->rows(); ++r) {
      if (!use(read_row(result.columns(), *chunk, r))) return;
    }
  }
}

int summarize(const Context& context, const lakehouse::Moment& moment, const std::string& reason_wanted) {
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& [entity, reasons] : moment.reasons) {
    for (const auto& [reason, count] : reasons) {
      if (!is_meant(reason, reason_wanted)) continue;
      json.push_back({{"entity", entity}, {"reason", reason}, {"rows", count}});
      rows.push_back({entity, reason, grouped(count)});
    }
  }
  if (context.json) {
    print(json);
  } else if (rows.empty()) {
    fmt::print("no row is quarantined\n");
  } else {
    print_table(stdout, {"entity", "reason", ">rows"}, rows);
  }
  return kDone;
}

Json to_value(const QuarantinedRow& row) {
  Json record = Json::object();
  for (const auto& [column, value] : row.record) record[column] = value ? Json(*value) : Json(nullptr);
  return {{"file", row.file}, {"row", row.row}, {"reasons", row.reasons}, {"message", row.message}, {"record", record}};
}

int list(const Context& context, const QuarantineOptions& options) {
  Workspace workspace(context);
  const lakehouse::Moment moment = workspace.moment();
  if (!options.entity.empty()) check_entity(moment, options.entity);
  check_reason(moment, options);
  if (options.entity.empty()) return summarize(context, moment, options.reason);
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  std::size_t count = 0;
  for_each_row(workspace, moment, options.entity, [&](const QuarantinedRow& row) {
    if (!has_reason(row, options.reason)) return true;
    if (++count > options.limit && options.limit > 0) return false;
    json.push_back(to_value(row));
    rows.push_back({row.file, std::to_string(row.row), fmt::format("{}", fmt::join(row.reasons, ", ")), row.message});
    return true;
  });
  if (context.json) {
    print(json);
  } else if (rows.empty()) {
    fmt::print("no row of {} is quarantined\n", options.entity);
  } else {
    print_table(stdout, {"file", ">row", "?reasons", "what is wrong"}, rows);
    if (options.limit > 0 && count > options.limit)
      fmt::print("the first {} rows; --limit 0 shows all\n", options.limit);
  }
  return kDone;
}

void print_row(const QuarantinedRow& row) {
  const Style style(stdout);
  fmt::print("{}, record {}\n{}\n\n", style.bold(one_line(row.file)), row.row, style.red(one_line(row.message)));
  std::vector<std::vector<std::string>> lines;
  for (const auto& [column, value] : row.record) lines.push_back({column, value.value_or("NULL")});
  print_table(stdout, {"column", "as it came"}, lines);
}

int show(const Context& context, const QuarantineOptions& options) {
  Workspace workspace(context);
  bool found = false;
  for_each_row(workspace, workspace.moment(), options.entity, [&](const QuarantinedRow& row) {
    found = row.row == options.row && row.file == options.file;
    if (found) context.json ? print(to_value(row)) : print_row(row);
    return !found;
  });
  if (found) return kDone;
  throw Error(ErrorCode::kUsage,
              fmt::format("record {} of {} is not in quarantine.{}", options.row, options.file, options.entity),
              fmt::format("c360 quarantine list {} names files and records", options.entity));
}

}  // namespace

void add_quarantine(Command& program) {
  auto options = std::make_shared<QuarantineOptions>();
  Command group = program.add_group("quarantine", "Rows that broke a rule, with their reasons");
  Command list_command = group.add("list", "Count rows by reason, or list those of one entity");
  list_command.option("entity", options->entity, "such as orders");
  list_command.option("--reason", options->reason, "Only rows with this reason: type(order_date), type or order_date");
  list_command.option("--limit", options->limit, "The most rows to show (0: all; default 20)");
  list_command.does([options](const Context& context) { return list(context, *options); });
  Command show_command = group.add("show", "One quarantined record as it came");
  show_command.required("entity", options->entity, "such as orders");
  show_command.required("file", options->file, "the source file, as the list names it");
  show_command.required("row", options->row, "the record's number in the file");
  show_command.does([options](const Context& context) { return show(context, *options); });
}

}  // namespace c360::cli
