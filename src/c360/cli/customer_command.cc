#include <fmt/core.h>
#include <fmt/ranges.h>

#include <memory>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/cli/workspace.h"
#include "c360/customer/customer_json.h"
#include "c360/session/session.h"

namespace c360::cli {
namespace {

using customer::CustomerModel;
using customer::Json;

struct CustomerChoice {
  std::string id, search;
  std::vector<std::string> kinds;
  std::size_t limit = 20;
};

/// A project's customers, opened.
struct OpenedCustomers {
  explicit OpenedCustomers(const Context& context)
      : workspace(context),
        moment(workspace.moment()),
        session(workspace.lake(), &workspace.project(), moment),
        typed(workspace.project(), connection()),
        customers(connection(), workspace.project(), typed, moment) {
    connection().set_cancellation(&context.cancel);
  }
  engine::Connection& connection() { return session.connection(); }

  Workspace workspace;
  lakehouse::Moment moment;
  session::Session session;
  metric::TypedModel typed;
  CustomerModel customers;
};

std::string text_of(const Json& value) {
  return value.is_null() ? "" : value.get<std::string>();
}

void print_fields(const Json& profile) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& field : profile["fields"]) {
    std::vector<std::string> sources;
    for (const Json& source : field["sources"]) {
      const std::string column = fmt::format("{}.{}", text_of(source["table"]), text_of(source["column"]));
      sources.push_back(source["file"].is_null() ? column
                                                 : fmt::format("{} of {}, record {}", text_of(source["source_column"]),
                                                               text_of(source["file"]), source["record"].dump()));
    }
    rows.push_back({text_of(field["label"]), text_of(field["value"]), fmt::format("{}", fmt::join(sources, "; "))});
  }
  print_table(stdout, {"field", "value", "?from"}, rows);
}

std::string place_text(const Json& place) {
  if (place.is_null()) return "";
  return fmt::format("{} of {}", grouped(place["rank"].get<std::int64_t>()), grouped(place["of"].get<std::int64_t>()));
}

void print_measures(const Json& profile) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& measure : profile["measures"])
    rows.push_back({text_of(measure["label"]), text_of(measure["value"]), place_text(measure["place"])});
  if (rows.empty()) return;
  fmt::print("\n");
  print_table(stdout, {"measure", ">value", ">place"}, rows);
}

void print_events(const Json& timeline) {
  std::vector<std::vector<std::string>> rows;
  for (const Json& event : timeline["events"])
    rows.push_back({text_of(event["at"]), text_of(event["kind"]), text_of(event["title"]), text_of(event["amount"]),
                    text_of(event["status"]), text_of(event["channel"])});
  if (rows.empty()) return;
  fmt::print("\n");
  print_table(stdout, {"when", "what", "which", ">amount", "?status", "?channel"}, rows);
  if (!timeline["next"].is_null()) fmt::print("… and more; --limit shows them\n");
}

int show_customer(const Context& context, const CustomerChoice& choice) {
  OpenedCustomers opened(context);
  const CustomerModel& customers = opened.customers;
  Json json = customer::json_of(customers, customer::profile_of(opened.connection(), customers, choice.id));
  customer::TimelineQuestion question;
  question.kinds = choice.kinds;
  question.limit = choice.limit;
  json["timeline"] = customer::json_of(
      customer::timeline_of(opened.connection(), customers.typed(), customers.key(), customers.kinds(),
                            *customers.key().literal(json["id"].get<std::string>()), question));
  if (context.json) {
    print_as_json(json);
    return kDone;
  }
  const std::string name = json["name"].is_null() ? "" : " " + one_line(text_of(json["name"]));
  fmt::print("{}\n\n", Style(stdout).bold(one_line(text_of(json["id"])) + name));
  print_fields(json);
  print_measures(json);
  print_events(json["timeline"]);
  return kDone;
}

int search(const Context& context, const CustomerChoice& choice) {
  OpenedCustomers opened(context);
  const auto found = customer::search_all(opened.connection(), opened.customers, choice.search, choice.limit);
  const Json matches = customer::json_of(opened.customers, found);
  if (context.json) {
    print_as_json({{"matches", matches}});
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const Json& match : matches)
    rows.push_back({text_of(match["id"]), match.contains("name") ? text_of(match["name"]) : "",
                    match.contains("email") ? text_of(match["email"]) : "", text_of(match["matched"]["label"]),
                    text_of(match["matched"]["how"])});
  if (rows.empty()) {
    fmt::print("nobody is found by '{}'\n", one_line(choice.search));
  } else {
    print_table(stdout, {"id", "name", "e-mail", "?found by", "?how"}, rows);
  }
  return kDone;
}

int run_customer(const Context& context, const CustomerChoice& choice) {
  if (choice.id.empty() == choice.search.empty())
    throw Error(ErrorCode::kUsage, "say which customer", "c360 customer ID, or c360 customer --search TEXT");
  return choice.id.empty() ? search(context, choice) : show_customer(context, choice);
}

}  // namespace

void add_customer(Command& program) {
  auto choice = std::make_shared<CustomerChoice>();
  Command command = program.add("customer", "One customer: where each field comes from, measures, all that happened");
  command.option("id", choice->id, "the customer's key");
  command.option("--search", choice->search,
                 "Find customers by name, e-mail, telephone or id instead; typing errors are forgiven");
  command.repeated("--kind", choice->kinds, "Only events of this role or entity, such as sale", ',');
  command.option("--limit", choice->limit, "The most events or matches (default 20)");
  command.does([choice](const Context& context) { return run_customer(context, *choice); });
}

}  // namespace c360::cli
