#include "c360/publish/odbc/connection_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"

namespace c360::publish::odbc {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

Error no_connection_string() {
  return Error(ErrorCode::kProject, "the target's connection string is none that ODBC knows",
               "write Driver={…};Server=…;Database=…;UID=…;PWD=…, or DSN=… for a data source of odbc.ini");
}

/// Takes a value off the front of a text, with the semicolon behind it: plain, or {in braces, } doubled}.
std::string take_value(std::string_view& text) {
  std::string value;
  text = trimmed(text);
  if (text.empty() || text.front() != '{') {
    const std::size_t end = std::min(text.find(';'), text.size());
    value = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return value;
  }
  std::size_t at = 1;
  for (; at < text.size(); ++at) {
    const bool closes = text[at] == '}';
    if (closes && (at + 1 >= text.size() || text[at + 1] != '}')) break;
    if (closes) ++at;
    value += text[at];
  }
  if (at >= text.size()) throw no_connection_string();
  text = trimmed(text.substr(at + 1));
  if (!text.empty() && text.front() != ';') throw no_connection_string();
  if (!text.empty()) text.remove_prefix(1);
  return value;
}

void replace_all(std::string& text, std::string_view what) {
  if (what.empty()) return;
  constexpr std::string_view kHidden = "***";
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + kHidden.size()))
    text.replace(at, what.size(), kHidden);
}

}  // namespace

bool is_secret_key(std::string_view key) {
  for (const char* part : {"pwd", "password", "passwd", "pass", "secret", "token", "keystore", "apikey"})
    if (key.find(part) != std::string_view::npos) return true;
  return false;
}

ConnectionText::ConnectionText(const std::string& text) : text_(text) {
  std::string_view rest = trimmed(text);
  while (!rest.empty()) {
    if (rest.front() == ';') {
      rest = trimmed(rest.substr(1));
      continue;
    }
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos || equals == 0) throw no_connection_string();
    Pair pair{to_lower(trimmed(rest.substr(0, equals))), {}};
    rest.remove_prefix(equals + 1);
    pair.value = take_value(rest);
    rest = trimmed(rest);
    pairs_.push_back(std::move(pair));
  }
  if (value({"driver", "dsn", "filedsn"}).empty()) throw no_connection_string();
}

std::string ConnectionText::value(const std::vector<std::string>& keys) const {
  for (const std::string& key : keys) {
    for (const Pair& pair : pairs_)
      if (pair.key == key) return pair.value;
  }
  return {};
}

std::string ConnectionText::server() const {
  return value({"server", "servername", "host", "address"});
}

std::string ConnectionText::database() const {
  return value({"database", "dbname", "initial catalog"});
}

std::string ConnectionText::dialect() const {
  static constexpr std::pair<const char*, const char*> kDrivers[] = {
      {"sql server", "tsql"},     {"freetds", "tsql"},        {"tdsodbc", "tsql"},
      {"postgres", "postgresql"}, {"psqlodbc", "postgresql"}, {"sqlite", "sqlite"}};
  const std::string driver = to_lower(value({"driver"}));
  for (const auto& [name, dialect] : kDrivers)
    if (driver.find(name) != std::string::npos) return dialect;
  return {};
}

std::string ConnectionText::display() const {
  const std::string server = this->server();
  const std::string database = this->database();
  if (!server.empty()) return database.empty() ? server : fmt::format("{} on {}", database, server);
  if (!database.empty()) return database;
  return value({"dsn", "filedsn", "driver"});
}

std::string ConnectionText::without_secrets(std::string message) const {
  replace_all(message, text_);
  for (const Pair& pair : pairs_)
    if (is_secret_key(pair.key)) replace_all(message, pair.value);
  return message;
}

}  // namespace c360::publish::odbc
