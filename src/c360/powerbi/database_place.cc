#include "c360/powerbi/database_place.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

#include "c360/publish/postgres/address.h"

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
  const auto address = publish::postgres::address_of(connection);
  std::string server = address.host;
  if (server.starts_with('/') || server.starts_with('@')) server = "localhost";
  if (server.find(':') != std::string::npos) server = "[" + server + "]";
  if (!server.empty() && !address.port.empty()) server += ":" + address.port;
  return {server, address.database};
}

DatabasePlace place_of_odbc(const std::string& connection) {
  Pairs pairs = parts_of(connection);
  std::string server = pairs["server"];
  if (server.starts_with("tcp:")) server.erase(0, 4);
  if (!server.empty() && !pairs["port"].empty()) server += "," + pairs["port"];
  return {server, pairs["database"]};
}

}  // namespace c360::powerbi
