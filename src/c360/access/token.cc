#include "c360/access/token.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/base/secrets.h"

namespace c360::access {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFolder = "_c360/access";
constexpr std::string_view kEnding = ".json";
constexpr std::string_view kPrefix = "c360_";
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretCharacters = 43;
constexpr std::size_t kIdCharacters = 8;
constexpr std::size_t kLongestName = 200;
constexpr std::int64_t kMostUnits = 36500;

std::string path_of(const std::string& id) {
  return fmt::format("{}/{}{}", kFolder, id, kEnding);
}

bool is_id(const std::string& id) {
  return id.size() == kIdCharacters &&
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_base64url(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

void check(const TokenWish& wish, Micros now) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (wish.name.empty() || wish.name.size() > kLongestName ||
      std::any_of(wish.name.begin(), wish.name.end(), is_control))
    throw Error(ErrorCode::kUsage, "a token needs a name of 1 to 200 characters", "say whose it is: --name \"Ana\"");
  if (wish.expires && *wish.expires <= now)
    throw Error(ErrorCode::kUsage, fmt::format("{} is over already", format_utc(*wish.expires)),
                "give a later day, or a time such as 30d");
}

std::string to_json(const Token& token) {
  const Json json = {{"id", token.id},
                     {"name", token.name},
                     {"role", token.role},
                     {"unmasked", token.unmasked},
                     {"created", format_utc(token.created)},
                     {"expires", token.expires ? Json(format_utc(*token.expires)) : Json()},
                     {"last_four", token.last_four},
                     {"sha256", token.sha256}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A file that says less than a token needs gives one that nothing matches.
Token from_json(const std::string& id, const std::string& text) {
  Token token;
  token.id = id;
  try {
    const Json json = Json::parse(text);
    token.name = json.at("name");
    token.role = json.at("role");
    token.unmasked = json.at("unmasked");
    token.created = parse_utc(json.at("created"));
    if (!json.at("expires").is_null()) token.expires = parse_utc(json.at("expires"));
    token.last_four = json.at("last_four");
    token.sha256 = json.at("sha256");
  } catch (const std::exception&) {
    token = {};
    token.id = id;
  }
  return token;
}

}  // namespace

NewToken create_token(storage::ObjectStore& lake, const TokenWish& wish, const Clock& clock) {
  check(wish, clock.now());
  NewToken made;
  made.secret = std::string(kPrefix) + base64url(random_bytes(kSecretBytes));
  made.token = {"",
                wish.name,
                wish.role,
                wish.unmasked,
                clock.now(),
                wish.expires,
                made.secret.substr(made.secret.size() - 4),
                sha256_hex(made.secret)};
  do {
    made.token.id = random_uuid().substr(0, kIdCharacters);
  } while (lake.put_if_absent(path_of(made.token.id), to_json(made.token)) != storage::PutOutcome::kCreated);
  return made;
}

std::vector<std::string> token_ids(const storage::ObjectStore& lake) {
  std::vector<std::string> ids;
  for (const storage::ObjectInfo& object : lake.list(std::string(kFolder), {}, false)) {
    if (!object.path.ends_with(kEnding)) continue;
    const std::size_t begin = object.path.rfind('/') + 1;
    ids.push_back(object.path.substr(begin, object.path.size() - begin - kEnding.size()));
  }
  return ids;
}

std::vector<Token> list_tokens(const storage::ObjectStore& lake) {
  std::vector<Token> tokens;
  for (const std::string& id : token_ids(lake)) {
    if (auto token = read_token(lake, id)) tokens.push_back(std::move(*token));
  }
  std::stable_sort(tokens.begin(), tokens.end(), [](const Token& a, const Token& b) { return a.created < b.created; });
  return tokens;
}

std::optional<Token> read_token(const storage::ObjectStore& lake, const std::string& id) {
  const auto text = lake.get(path_of(id));
  return text ? std::optional(from_json(id, *text)) : std::nullopt;
}

bool revoke_token(storage::ObjectStore& lake, const std::string& id) {
  if (!is_id(id) || !lake.head(path_of(id))) return false;
  lake.remove(path_of(id));
  return true;
}

Micros expiry_of(const std::string& text, const Clock& clock) {
  constexpr Micros kHour = Micros{3600} * 1'000'000;
  constexpr std::array<std::pair<char, Micros>, 3> kUnits = {{{'h', kHour}, {'d', 24 * kHour}, {'w', 7 * 24 * kHour}}};
  std::int64_t count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  for (const auto& [letter, length] : kUnits) {
    if (failure == std::errc() && end + 1 == text.data() + text.size() && *end == letter && count > 0 &&
        count <= kMostUnits)
      return clock.now() + count * length;
  }
  try {
    return parse_utc(text);
  } catch (const Error&) {
    throw Error(ErrorCode::kUsage, fmt::format("'{}' is no time for a token to end", text),
                "write 30d, 12h, 8w or a day such as 2027-01-01");
  }
}

std::string without_tokens(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = std::min(text.find(kPrefix, at), text.size());
    out += text.substr(at, found - at);
    if (found == text.size()) break;
    std::size_t end = found + kPrefix.size();
    while (end < text.size() && is_base64url(text[end])) ++end;
    const bool is_token = end - found >= kPrefix.size() + kSecretCharacters;
    out += is_token ? "c360_…" : text.substr(found, end - found);
    at = end;
  }
  return out;
}

}  // namespace c360::access
