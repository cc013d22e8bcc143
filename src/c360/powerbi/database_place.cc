#include "c360/powerbi/database_place.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

namespace c360::powerbi {
namespace {

using Pairs = std::map<std::string, std::string>;

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

/// %20 and the like made characters.
std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() &&
                        std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                        std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
    result += escape ? static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)) : text[i];
    if (escape) i += 2;
  }
  return result;
}

DatabasePlace place(const std::string& host, const std::string& port, const std::string& database, char between) {
  std::string server = host.empty() ? "localhost" : host;
  if (!port.empty()) server += between + port;
  return {server, database};
}

/// Cuts what stands behind a mark off a text; empty where the mark is not there.
std::string_view cut_off(std::string_view& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + mark.size());
  text = text.substr(0, at);
  return rest;
}

DatabasePlace place_of_address(std::string_view text) {
  text.remove_prefix(text.find("//") + 2);
  cut_off(text, "?");
  std::string_view database = cut_off(text, "/");
  const std::size_t user = text.rfind('@');
  if (user != std::string_view::npos) text.remove_prefix(user + 1);
  std::string_view host = text;
  std::string_view port;
  if (const std::size_t colon = host.rfind(':');
      colon != std::string_view::npos && host.find(']', colon) == host.npos) {
    port = host.substr(colon + 1);
    host = host.substr(0, colon);
  }
  return place(decoded(host), decoded(port), decoded(database), ':');
}

/// key = value or key='a \'quoted\' value', by blanks.
Pairs words_of(std::string_view text) {
  Pairs pairs;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos) break;
    const std::string key = lowered(trimmed(text.substr(at, equals - at)));
    at = equals + 1;
    while (at < text.size() && text[at] == ' ') ++at;
    const bool quoted = at < text.size() && text[at] == '\'';
    std::string value;
    for (at += quoted ? 1 : 0; at < text.size(); ++at) {
      if (quoted ? text[at] == '\'' : std::isspace(static_cast<unsigned char>(text[at])) != 0) break;
      if (text[at] == '\\' && at + 1 < text.size()) ++at;
      value += text[at];
    }
    at += quoted ? 1 : 0;
    pairs[key] = value;
  }
  return pairs;
}

/// Key=value;Key={a }}braced; value}.
Pairs parts_of(std::string_view text) {
  Pairs pairs;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos) break;
    const std::string key = lowered(trimmed(text.substr(at, equals - at)));
    at = equals + 1;
    std::string value;
    if (at < text.size() && text[at] == '{') {
      for (++at; at < text.size(); ++at) {
        if (text[at] == '}' && (at + 1 >= text.size() || text[at + 1] != '}')) break;
        if (text[at] == '}') ++at;
        value += text[at];
      }
      at = std::min(text.find(';', at), text.size());
    } else {
      const std::size_t end = std::min(text.find(';', at), text.size());
      value = trimmed(text.substr(at, end - at));
      at = end;
    }
    ++at;
    pairs[key] = value;
  }
  return pairs;
}

}  // namespace

DatabasePlace place_of_postgres(const std::string& connection) {
  const std::string start = lowered(connection.substr(0, 13));
  if (start.compare(0, 13, "postgresql://") == 0 || start.compare(0, 11, "postgres://") == 0)
    return place_of_address(connection);
  Pairs pairs = words_of(connection);
  return place(pairs["host"].empty() ? pairs["hostaddr"] : pairs["host"], pairs["port"], pairs["dbname"], ':');
}

DatabasePlace place_of_odbc(const std::string& connection) {
  Pairs pairs = parts_of(connection);
  std::string server = pairs["server"];
  if (server.compare(0, 4, "tcp:") == 0) server.erase(0, 4);
  return place(server, pairs["port"], pairs["database"], ',');
}

}  // namespace c360::powerbi
