
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/machine.h"
#include "c360/cli/command.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/quarantine/decide.h"
#include "c360/quarantine/json.h"
#include "c360/quarantine/rows.h"
#include "c360/session/session.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;
using quarantine::Row;

struct ListOptions {
  std::string entity;
  std::string reason;
  std::size_t limit = 20;
  bool all = false;
};

struct ShowOptions {
  std::string entity, file;
  std::int64_t row = 0;
};

struct DecideOptions {
  quarantine::Request request;
  std::vector<std::string> rows;
};

/// The current moment and a conversation about it.
struct OpenedQuarantine {
  explicit OpenedQuarantine(const Context& context)
      : workspace(context), moment(workspace.moment()), session(workspace.lake(), &workspace.project(), moment) {}

  quarantine::Place place() { return {session.connection(), workspace.lake(), workspace.project(), moment}; }

  Workspace workspace;
  lakehouse::Moment moment;
  session::Session session;
};

void tell_of_pending(OpenedQuarantine& opened) {
  const std::int64_t pending = quarantine::pending_decisions(opened.place());
  if (pending > 0)
    fmt::print("{} not in effect yet: c360 run\n", counted(pending, "decision") + (pending == 1 ? " is" : " are"));
}

std::int64_t dismissed_for(const lakehouse::Moment& moment, const std::string& entity, const std::string& reason) {
  const auto dismissed = moment.dismissed.find(entity);
  if (dismissed == moment.dismissed.end()) return 0;
  const auto rows = dismissed->second.reasons.find(reason);
  return rows == dismissed->second.reasons.end() ? 0 : rows->second;
}

int summarize(const Context& context, OpenedQuarantine& opened, const std::string& wanted) {
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& [entity, reasons] : opened.moment.reasons) {
    for (const auto& [reason, count] : reasons) {
      if (!quarantine::is_meant(reason, wanted)) continue;
      const std::int64_t dismissed = dismissed_for(opened.moment, entity, reason);
      json.push_back({{"entity", entity}, {"reason", reason}, {"rows", count}, {"dismissed", dismissed}});
      rows.push_back({entity, reason, grouped(count - dismissed), grouped(dismissed)});
    }
  }
  if (context.json) {
    print_as_json(json);
  } else if (rows.empty()) {
    fmt::print("no row is quarantined\n");
  } else {
    print_table(stdout, {"entity", "reason", ">open", ">dismissed"}, rows);
  }
  if (!context.json) tell_of_pending(opened);
  return kDone;
}

std::string decision_text(const Row& row) {
  return row.is_pending && !row.decision.empty() ? row.decision + " (next run)" : row.decision;
}

std::vector<std::string> listed_cells(const Row& row, bool all) {
  std::vector<std::string> line = {row.file, std::to_string(row.row), fmt::format("{}", fmt::join(row.reasons, ", ")),
                                   row.message};
  if (all) line.insert(line.begin() + 2, decision_text(row));
  return line;
}

std::vector<std::string> headings(bool all) {
  if (all) return {"file", ">row", "decision", "?reasons", "what is wrong"};
  return {"file", ">row", "?reasons", "what is wrong"};
}

void print_rows(const ListOptions& options, const std::vector<std::vector<std::string>>& rows, bool has_more) {
  if (rows.empty()) {
    fmt::print("no row of {} is {}\n", options.entity, options.all ? "quarantined" : "open in quarantine");
    return;
  }
  print_table(stdout, headings(options.all), rows);
  if (has_more) fmt::print("the first {} rows; --limit 0 shows all\n", options.limit);
}

/// How many rows the list leaves out because they are decided.
void tell_of_dismissed(const lakehouse::Moment& moment, const ListOptions& options) {
  const auto dismissed = moment.dismissed.find(options.entity);
  if (options.all || dismissed == moment.dismissed.end()) return;
  fmt::print("{} dismissed; --all shows them, too\n", counted(dismissed->second.rows, "row"));
}

int list_rows(const Context& context, const ListOptions& options) {
  OpenedQuarantine opened(context);
  if (!options.entity.empty()) quarantine::check_entity(opened.moment, options.entity);
  quarantine::check_reason(opened.moment, options.entity, options.reason);
  if (options.entity.empty()) return summarize(context, opened, options.reason);
  quarantine::Filter filter;
  filter.reason = options.reason;
  if (!options.all) filter.decided = quarantine::Decided::kNo;
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  bool has_more = false;
  quarantine::for_each_row(opened.place(), options.entity, filter, [&](const Row& row) {
    has_more = options.limit > 0 && rows.size() == options.limit;
    if (has_more) return false;
    json.push_back(json_of(row));
    rows.push_back(listed_cells(row, options.all));
    return true;
  });
  if (context.json) {
    print_as_json(json);
    return kDone;
  }
  print_rows(options, rows, has_more);
  tell_of_dismissed(opened.moment, options);
  tell_of_pending(opened);
  return kDone;
}

void print_row(const Row& row) {
  const Style style(stdout);
  fmt::print("{}, record {}\n{}\n", style.bold(one_line(row.file)), row.row, style.red(one_line(row.message)));
  if (!row.decision.empty()) fmt::print("decided: {}\n", decision_text(row));
  fmt::print("\n");
  std::vector<std::vector<std::string>> lines;
  for (const auto& [column, value] : row.record) lines.push_back({column, value.value_or("NULL")});
  print_table(stdout, {"column", "as it came"}, lines);
}

int show_row(const Context& context, const ShowOptions& options) {
  OpenedQuarantine opened(context);
  quarantine::Filter filter;
  filter.file = options.file;
  filter.rows = {options.row};
  bool found = false;
  quarantine::for_each_row(opened.place(), options.entity, filter, [&](const Row& row) {
    context.json ? print_as_json(json_of(row)) : print_row(row);
    found = true;
    return false;
  });
  if (found) return kDone;
  throw Error(ErrorCode::kUsage,
              fmt::format("record {} of {} is not in quarantine.{}", options.row, options.file, options.entity),
              fmt::format("c360 quarantine list {} names files and records", options.entity));
}

std::vector<std::int64_t> row_numbers(const std::vector<std::string>& texts) {
  std::vector<std::int64_t> rows;
  for (const std::string& text : texts) {
    std::int64_t row = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), row);
    if (fault != std::errc() || end != text.data() + text.size() || row < 1)
      throw Error(ErrorCode::kUsage, fmt::format("--row {}: not the number of a record", text),
                  "records of a file are counted from 1");
    rows.push_back(row);
  }
  return rows;
}

std::string done_to(contract::Verdict verdict) {
  if (verdict == contract::Verdict::kRelease) return "released";
  if (verdict == contract::Verdict::kDismiss) return "dismissed";
  return "open again, as if nothing had been decided about them";
}

void print_outcome(const quarantine::Request& request, const quarantine::Outcome& outcome) {
  const Style style(stdout);
  if (outcome.decision.records == 0) fmt::print("no row of {} is meant; nothing was decided\n", request.entity);
  if (outcome.left_out > 0)
    fmt::print("{} for other reasons, too, and stay as they are; name them by --file and --row\n",
               counted(outcome.left_out, "row") + (outcome.left_out == 1 ? " is quarantined" : " are quarantined"));
  if (outcome.decision.records == 0) return;
  fmt::print("decision {}: {} of {} {} from the next c360 run on\n", outcome.decision.number,
             counted(outcome.decision.records, "row"), request.entity, done_to(request.verdict));
  for (const auto& held : outcome.held_back) {
    fmt::print("{} {} in quarantine for {}: {}\n", style.yellow("but"),
               counted(held.rows, "row") + (held.rows == 1 ? " stays" : " stay"), one_line(held.reason),
               one_line(held.why));
  }
}

int decide(const Context& context, const DecideOptions& options) {
  quarantine::Request request = options.request;
  request.rows.rows = row_numbers(options.rows);
  request.who = user_name();
  OpenedQuarantine opened(context);
  const quarantine::Outcome outcome = quarantine::decide(opened.place(), request);
  context.json ? print_as_json(json_of(request, outcome)) : print_outcome(request, outcome);
  return kDone;
}

void add_decision(Command& group, contract::Verdict verdict, const std::string& description) {
  auto options = std::make_shared<DecideOptions>();
  options->request.verdict = verdict;
  quarantine::Filter& rows = options->request.rows;
  Command command = group.add(std::string(to_string(verdict)), description);
  command.required("entity", options->request.entity, "such as orders");
  command.option("--file", rows.file, "Rows of this source file, as the list names it");
  command.option("--row", options->rows, "These records of the file, by their numbers");
  command.option("--file-no", rows.file_no, "Which version of the file, where there are several");
  command.option("--reason", rows.reason, "Rows with this reason: type(order_date), type or order_date");
  if (verdict != contract::Verdict::kWithdraw)
    command.option("--where", rows.condition, "Rows for which this SQL condition over quarantine.ENTITY is true");
  command.required("--why", options->request.why, "The reason for the decision, kept with it");
  command.does([options](const Context& context) { return decide(context, *options); });
}

}  // namespace

void add_quarantine(Command& program) {
  Command group = program.add_group("quarantine", "Rows that broke a rule, their reasons, and decisions about them");
  auto list_options = std::make_shared<ListOptions>();
  Command list_command = group.add("list", "Count rows by reason, or list the open ones of one entity");
  list_command.option("entity", list_options->entity, "such as orders");
  list_command.option("--reason", list_options->reason,
                      "Only rows with this reason: type(order_date), type or order_date");
  list_command.option("--limit", list_options->limit, "The most rows to show (0: all; default 20)");
  list_command.flag("--all", list_options->all, "Show rows that are decided, too");
  list_command.does([list_options](const Context& context) { return list_rows(context, *list_options); });
  auto show_options = std::make_shared<ShowOptions>();
  Command show_command = group.add("show", "One quarantined record as it came");
  show_command.required("entity", show_options->entity, "such as orders");
  show_command.required("file", show_options->file, "the source file, as the list names it");
  show_command.required("row", show_options->row, "the record's number in the file");
  show_command.does([show_options](const Context& context) { return show_row(context, *show_options); });
  add_decision(group, contract::Verdict::kRelease, "Let rows into silver with the values that could be read");
  add_decision(group, contract::Verdict::kDismiss, "Take rows off the open list; they stay in quarantine");
  add_decision(group, contract::Verdict::kWithdraw, "Take decisions back");
}

}  // namespace c360::cli
