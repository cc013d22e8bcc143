#include "c360/lakehouse/moment_json.h"
#include "c360/serve/asking.h"
#include "c360/serve/endpoints.h"

namespace c360::serve {
namespace {

Json accounts_json(const lakehouse::Moment& moment) {
  Json accounts = Json::array();
  for (const auto& account : moment.accounts) {
    Json json = lakehouse::json_of(account);
    json["balances"] = account.balances();
    accounts.push_back(std::move(json));
  }
  return accounts;
}

Json reasons_json(const lakehouse::Moment& moment) {
  Json all = Json::array();
  for (const auto& [entity, reasons] : moment.reasons) {
    for (const auto& [reason, rows] : reasons) all.push_back({{"entity", entity}, {"reason", reason}, {"rows", rows}});
  }
  return all;
}

http::Response quality(const Call& call) {
  const lakehouse::Moment moment = call.reading->moment().value_or(lakehouse::Moment());
  return json_response({{"snapshot", call.reading->number()},
                        {"row_account", accounts_json(moment)},
                        {"quarantined_by_reason", reasons_json(moment)}});
}

http::Response warnings(const Call& call) {
  sql::Query query;
  query.from = sql::table({"meta", "warnings"});
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
  account.answer = "The row account of each entity, and quarantined rows by reason";
  account.handle = quality;

  Endpoint list;
  list.path = "/v1/quality/warnings";
  list.least = Least::kAnalyst;
  list.keeps_masks = true;
  list.name = "warnings";
  list.summary = "Rows that stand although they break a check";
  list.answer = "Check, entity, key, file and row of each";
  list.formats = rows_formats();
  list.parameters = {{"limit", Parameter::Kind::kWholeNumber, "The most rows (default 1000)"}};
  list.handle = warnings;
  return {account, list};
}

}  // namespace c360::serve
