#include "c360/lakehouse/moment_json.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

using Dismissed = lakehouse::Moment::Dismissed;

/// Of an entity's quarantined rows; nothing where none is dismissed.
Dismissed dismissed_of(const lakehouse::Moment& moment, const std::string& entity) {
  const auto found = moment.dismissed.find(entity);
  return found == moment.dismissed.end() ? Dismissed() : found->second;
}

Json accounts_json(const lakehouse::Moment& moment) {
  Json accounts = Json::array();
  for (const auto& account : moment.accounts) {
    Json json = lakehouse::json_of(account);
    json["dismissed"] = dismissed_of(moment, account.entity).rows;
    json["balances"] = account.balances();
    accounts.push_back(std::move(json));
  }
  return accounts;
}

Json reasons_json(const lakehouse::Moment& moment) {
  Json all = Json::array();
  for (const auto& [entity, reasons] : moment.reasons) {
    Dismissed dismissed = dismissed_of(moment, entity);
    for (const auto& [reason, rows] : reasons)
      all.push_back({{"entity", entity}, {"reason", reason}, {"rows", rows}, {"dismissed", dismissed.reasons[reason]}});
  }
  return all;
}

/// All rows that break a check, also where only some are listed.
Json warning_counts_json(const lakehouse::Moment& moment) {
  Json all = Json::array();
  for (const auto& [name, rows] : moment.warning_counts) {
    const std::size_t dot = name.find('.');
    all.push_back({{"entity", name.substr(0, dot)}, {"check", name.substr(dot + 1)}, {"rows", rows}});
  }
  return all;
}

http::Response quality(const Call& call) {
  const lakehouse::Moment moment = call.reading->moment().value_or(lakehouse::Moment());
  return json_response({{"snapshot", call.reading->number()},
                        {"row_account", accounts_json(moment)},
                        {"quarantined_by_reason", reasons_json(moment)},
                        {"warnings", warning_counts_json(moment)}});
}

http::Response warnings(const Call& call) {
  sql::Query query;
  query.from = sql::table({"meta", "warnings"});
  std::vector<sql::Expr> where;
  for (const char* column : {"entity", "check"}) {
    if (call.arguments.has(column))
      where.push_back(sql::equal(sql::column(column), sql::literal(call.arguments.text(column))));
  }
  if (!where.empty()) query.where = sql::all_of(std::move(where));
  return rows_answer(call, ask(call, query), call.arguments.number("limit").value_or(kRowsByDefault));
}

}  // namespace

std::vector<Endpoint> quality_endpoints() {
  Endpoint account;
  account.path = "/v1/quality";
  account.least = Least::kViewer;
  account.keeps_masks = true;
  account.name = "quality";
  account.summary = "What became of every row, and why rows were rejected";
  account.answer =
      "The row account of each entity, quarantined rows by reason, and rows that stand although they break a check, by "
      "check; of quarantined rows, how many people have dismissed";
  account.handle = quality;

  Endpoint list;
  list.path = "/v1/quality/warnings";
  list.least = Least::kAnalyst;
  list.keeps_masks = true;
  list.name = "warnings";
  list.summary = "Rows that stand although they break a check";
  list.answer = "Check, entity, key, file and row of each; of a check that more than 1000 rows break, of some";
  list.formats = rows_formats();
  list.parameters = {{"entity", Parameter::Kind::kText, "Only rows of this entity"},
                     {"check", Parameter::Kind::kText, "Only rows that break this check"},
                     {"limit", Parameter::Kind::kWholeNumber, "The most rows (default 1000)"}};
  list.handle = warnings;
  return {account, list};
}

}  // namespace c360::serve
