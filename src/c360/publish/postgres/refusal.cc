// What the server refuses, in our words: what happened, and what to do about it.
#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "c360/publish/postgres/connection.h"

namespace c360::publish::postgres {
namespace {

/// The first two places of a SQLSTATE: its class ("PostgreSQL Error Codes").
std::string_view class_of(const Refusal& refusal) {
  return std::string_view(refusal.sqlstate).substr(0, 2);
}

std::string in_parts(const Refusal& refusal) {
  std::string text = refusal.message;
  if (!refusal.detail.empty()) text += "; " + refusal.detail;
  if (!refusal.context.empty() && refusal.context.starts_with("COPY "))
    text += " (" + refusal.context.substr(0, refusal.context.find('\n')) + ")";
  return text;
}

bool is_about_row(const Refusal& refusal) {
  return class_of(refusal) == "23" || class_of(refusal) == "22";
}

std::string message_of(const Refusal& refusal) {
  if (!is_about_row(refusal)) return "the database says: " + in_parts(refusal);
  std::string text = "the database refuses a row";
  if (!refusal.table.empty()) text += " of " + refusal.table;
  if (!refusal.constraint.empty()) text += " by the constraint " + refusal.constraint;
  return text + ": " + in_parts(refusal);
}

ErrorCode code_of(const Refusal& refusal) {
  if (refusal.sqlstate == "53100") return ErrorCode::kNoSpace;
  if (is_about_row(refusal) || refusal.sqlstate == "2BP01") return ErrorCode::kData;
  return ErrorCode::kIo;
}

std::string hint_of(const Refusal& refusal) {
  static constexpr std::pair<std::string_view, std::string_view> kHints[] = {
      {"23503", "nothing was changed; other people's tables that refer to these rows must let go of them first"},
      {"42501", "nothing was changed; let an owner of the database grant the user what it lacks"},
      {"42P07", "nothing was changed; rename or drop what stands there, or give the target another schema"},
      {"53100", "nothing was changed; make room on the server's disk"},
      {"53300", "the server has no connection left; try again later"},
      {"55P03", "nothing was changed; someone keeps the table locked: end that transaction, or publish later"},
      {"57014", "nothing was changed; someone on the server stopped it"},
      {"57P01", "nothing was changed; the server is being stopped: publish again once it is up"},
      {"57P03", "the server is starting or stopping; publish again in a moment"},
      {"0A000", "nothing was changed; drop what depends on the column, publish, and create it again"},
      {"2BP01", "nothing was changed; drop what depends on it, publish, and create it again"},
      {"40P01", "nothing was changed; it met another transaction: publish again"},
      {"22021", "nothing was changed; the database's encoding cannot hold that text"},
      {"22P05", "nothing was changed; the database's encoding cannot hold that text: use one in UTF8"},
      {"3D000", "create the database, or name another"},
      {"42704", "create it there, or correct its name in the target"},
  };
  for (const auto& [state, hint] : kHints) {
    if (state == refusal.sqlstate) return std::string(hint);
  }
  if (is_about_row(refusal)) return "nothing was changed; correct the row, or what refuses it";
  return refusal.hint.empty() ? "nothing was changed" : "nothing was changed; " + refusal.hint;
}

}  // namespace

RefusedError::RefusedError(Refusal refusal)
    : database::RefusedError(code_of(refusal), message_of(refusal), hint_of(refusal)), refusal_(std::move(refusal)) {}

}  // namespace c360::publish::postgres
