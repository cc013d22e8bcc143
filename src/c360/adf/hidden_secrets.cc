#include "c360/adf/hidden_secrets.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "c360/base/ascii.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

constexpr std::size_t kShortest = 3;  // bytes: what is shorter stands in other texts by chance

constexpr std::size_t kMostSecrets = 10'000;

/// Keys, in small letters, whose values are secrets.
const std::set<std::string_view> kSecretKeys = {"password",
                                                "pwd",
                                                "accountkey",
                                                "sastoken",
                                                "sasuri",
                                                "encryptedcredential",
                                                "serviceprincipalkey",
                                                "serviceprincipalcredential",
                                                "clientsecret",
                                                "accesstoken",
                                                "apikey",
                                                "api_key",
                                                "api-key",
                                                "x-api-key",
                                                "authorization",
                                                "proxy-authorization",
                                                "cookie",
                                                "x-functions-key",
                                                "functionkey",
                                                "ocp-apim-subscription-key",
                                                "secret",
                                                "token",
                                                "credential",
                                                "authkey",
                                                "sharedaccesskey",
                                                "pfx",
                                                "servicekey",
                                                "subscriptionkey"};

/// What a secret follows in a connection string, an address or a statement.
constexpr std::string_view kWords[] = {
    "password",     "pwd",           "accountkey",  "sharedaccesskey", "sharedaccesssignature",
    "clientsecret", "client_secret", "secret",      "apikey",          "api_key",
    "api-key",      "access_token",  "accesstoken", "authtoken",       "identified by"};
/// The same as parts of an address's query alone.
constexpr std::string_view kQueryWords[] = {"sig", "code", "key", "token", "sv_sig", "subscription-key"};
constexpr std::string_view kSchemes[] = {"bearer ", "basic ", "sharedkey ", "sharedaccesssignature "};

bool is_in_word(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
}

/// An expression stands there, or the name of a secret kept elsewhere.
bool is_reference(std::string_view value) {
  return value.starts_with('@') || value.starts_with("${") || value.starts_with('[') || value.starts_with('{');
}

class Secrets {
 public:
  void look_into(const Json& value) {
    if (value.is_string()) look_into_text(value.get_ref<const std::string&>());
    if (value.is_object() && is_secure(value)) take(text_of(member(value, "value")));
    if (value.is_object() && is_secure(value)) take(text_of(member(value, "defaultValue")));
    if (!value.is_structured()) return;
    for (const auto& entry : value.items()) {
      if (value.is_object() && kSecretKeys.count(to_lower(entry.key())) > 0) take_key(entry.value());
      look_into(entry.value());
    }
  }

  std::string hide(std::string text) const {
    for (const std::string& secret : longest_first())
      for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
        text.replace(at, secret.size(), kHidden);
    return text;
  }

  bool empty() const { return found_.empty(); }

 private:
  static bool is_secure(const Json& value) {
    const std::string type = to_lower(text_member(value, "type"));
    return type == "securestring" || type == "secureobject";
  }
  static std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : ""; }

  void take(std::string_view value) {
    if (value.size() < kShortest || is_reference(value) || value == kHidden) return;
    found_.emplace(value);
    if (found_.size() > kMostSecrets)
      throw Error(ErrorCode::kData, "there seem to be more than 10,000 secrets in it", "is it the right file?");
  }

  void take_key(const Json& value) {
    if (value.is_string()) take(text_of(value));
    if (value.is_object() && text_member(value, "type") != "AzureKeyVaultSecret") take(text_of(member(value, "value")));
  }

  void look_into_text(const std::string& text) {
    const std::string small = to_lower(text);
    for (const std::string_view word : kWords) take_after(text, small, word, false);
    for (const std::string_view word : kQueryWords) take_after(text, small, word, true);
    for (const std::string_view scheme : kSchemes)
      for (std::size_t at = small.find(scheme); at != std::string::npos; at = small.find(scheme, at + 1))
        if (at == 0 || !is_in_word(small[at - 1])) take(value_at(text, at + scheme.size()));
    take_user(text);
  }

  /// What follows a word and '=' or ':'.
  void take_after(const std::string& text, const std::string& small, std::string_view word, bool in_query) {
    for (std::size_t at = small.find(word); at != std::string::npos; at = small.find(word, at + 1)) {
      const char before = at == 0 ? ' ' : small[at - 1];
      if (in_query ? before != '?' && before != '&' : is_in_word(before)) continue;
      std::size_t next = at + word.size();
      while (next < text.size() && (is_blank(text[next]) || text[next] == '"')) ++next;
      const bool assigns = next < text.size() && (text[next] == '=' || text[next] == ':');
      if (!assigns && word != "identified by") continue;
      take(value_at(text, next + (assigns ? 1 : 0)));
    }
  }

  static std::string value_at(const std::string& text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const char open = at < text.size() ? text[at] : ' ';
    if (open == '\'' || open == '"')
      return text.substr(at + 1, std::min(text.find(open, at + 1), text.size()) - at - 1);
    return text.substr(at, std::min(text.find_first_of(";&'\" \t\r\n,", at), text.size()) - at);
  }

  /// https://user:password@host
  void take_user(const std::string& text) {
    for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at + 1)) {
      const std::size_t end = std::min(text.find_first_of(" '\"\n", at + 3), text.size());
      const std::size_t host = text.rfind('@', end);
      const std::size_t colon = text.find(':', at + 3);
      if (host != std::string::npos && host > at && colon < host) take(text.substr(colon + 1, host - colon - 1));
    }
  }

  std::vector<std::string> longest_first() const {
    std::vector<std::string> all(found_.begin(), found_.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return all;
  }

  std::set<std::string> found_;
};

void hide_in(Json& value, const Secrets& secrets) {
  if (value.is_string()) value = secrets.hide(value.get<std::string>());
  if (value.is_structured())
    for (Json& inner : value) hide_in(inner, secrets);
}

}  // namespace

void hide_secrets(Json& definition) {
  Secrets secrets;
  secrets.look_into(definition);
  if (!secrets.empty()) hide_in(definition, secrets);
}

bool holds_hidden(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().find(kHidden) != std::string::npos;
  if (!value.is_structured()) return false;
  return std::any_of(value.begin(), value.end(), [](const Json& inner) { return holds_hidden(inner); });
}

}  // namespace c360::adf
