#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "c360/base/letter_case.h"
#include "c360/base/suggest.h"
#include "c360/fetch/url.h"
#include "c360/project/rest_schema.h"
#include "c360/project/secret.h"

namespace c360::project {
namespace {

/// A key that is or is not written.
struct Written {
  const char* key;
  bool is_there;
};

/// "a, b or c", each in quotes.
std::string quoted_words(const std::vector<Written>& keys) {
  std::string words;
  for (std::size_t at = 0; at < keys.size(); ++at)
    words += fmt::format("{}'{}'", at == 0 ? "" : at + 1 == keys.size() ? " or " : ", ", keys[at].key);
  return words;
}

/// One source's `rest:`.
class RestCheck {
 public:
  RestCheck(const Source& source, const YamlNode& node, const ReadSettings& settings, Problems& problems)
      : source_(source), rest_(*source.rest), node_(node), settings_(settings), problems_(problems) {}

  void run() {
    check_address(rest_.url, node_.kind == YamlNode::Kind::kScalar ? node_.where : node_.place({"url"}));
    check_auth();
    check_secrets();
    check_paging();
    check_body();
    check_parents();
  }

 private:
  /// Tells of a key that only another one gives a meaning.
  void needs(bool is_there, bool has_partner, std::initializer_list<std::string_view> path, const char* partner) {
    if (!is_there || has_partner) return;
    const std::string key(*(path.end() - 1));
    problems_.add(node_.place(path), fmt::format("'{}' goes with {}", key, partner),
                  fmt::format("add {}, or remove '{}'", partner, key));
  }

  void one_of_them(const char* what, const Location& where, const std::vector<Written>& ways, bool at_least_one) {
    const auto count = std::count_if(ways.begin(), ways.end(), [](const Written& way) { return way.is_there; });
    if (count > 1)
      problems_.add(where, fmt::format("'{}' says several ways at once", what), "keep one of " + quoted_words(ways));
    if (count == 0 && at_least_one && !problems_.reported(where))
      problems_.add(where, fmt::format("'{}' says no way", what), "add " + quoted_words(ways));
  }

  void check_address(const std::string& written, const Location& where) {
    if (written.empty() || written.starts_with("${")) return;
    const std::string origin = fetch::origin_of(written);
    if (origin.empty() || fetch::host_of(written).empty())
      return problems_.add(where, fmt::format("'{}' is no address of an HTTP server", fetch::without_query(written)),
                           "write it as https://host/path");
    const std::string_view authority = std::string_view(written).substr(written.find("://") + 3);
    if (authority.substr(0, authority.find_first_of("/?#")).find('@') != std::string_view::npos)
      problems_.add(where, "the address has a user in it", "write user and password under auth:");
  }

  void check_auth() {
    const YamlNode* auth = node_.find("auth");
    if (auth == nullptr) return;
    const RestAuth& who = rest_.auth;
    const bool has_oauth = auth->find("oauth") != nullptr;
    one_of_them("auth", auth->where,
                {{"bearer", !who.bearer.empty()},
                 {"user", !who.user.empty() || !who.password.empty()},
                 {"key", !who.key.empty() || !who.header.empty() || !who.query.empty()},
                 {"oauth", has_oauth}},
                auth->kind == YamlNode::Kind::kMap && auth->keys.empty());
    needs(!who.user.empty(), !who.password.empty(), {"auth", "user"}, "'password'");
    needs(!who.password.empty(), !who.user.empty(), {"auth", "password"}, "'user'");
    needs(!who.key.empty(), !who.header.empty() || !who.query.empty(), {"auth", "key"}, "'header' or 'query'");
    needs(!who.header.empty(), !who.key.empty(), {"auth", "header"}, "'key'");
    needs(!who.query.empty(), !who.key.empty(), {"auth", "query"}, "'key'");
    if (!who.header.empty() && !who.query.empty())
      problems_.add(node_.place({"auth", "query"}), "the key goes into a header and into the address",
                    "keep 'header': addresses are logged by servers");
    if (has_oauth) check_address(who.oauth.token_url, node_.place({"auth", "oauth", "token_url"}));
  }

  void refuse_written_out(const std::string& value, const std::string& key, const Location& where) {
    if (value.empty() || is_secret_reference(value)) return;
    problems_.add(where, fmt::format("'{}' is written out, for all who read this file", key),
                  "keep it in an environment variable or a file: ${env:NAME} or ${file:PATH}");
  }

  void check_secrets() {
    const RestAuth& who = rest_.auth;
    refuse_written_out(who.bearer, "bearer", node_.place({"auth", "bearer"}));
    refuse_written_out(who.password, "password", node_.place({"auth", "password"}));
    refuse_written_out(who.key, "key", node_.place({"auth", "key"}));
    refuse_written_out(who.oauth.client_secret, "client_secret", node_.place({"auth", "oauth", "client_secret"}));
    for (const RestParameter& header : rest_.headers) {
      const std::string name = to_lower(header.name);
      if (name == "authorization" || name == "proxy-authorization" || name == "cookie")
        refuse_written_out(header.value, header.name, header.where);
    }
  }

  void check_paging() {
    const YamlNode* paging = node_.find("paginate");
    if (paging == nullptr) return;
    const RestPaging& by = rest_.paginate;
    one_of_them("paginate", paging->where,
                {{"page", !by.page.empty()},
                 {"offset", !by.offset.empty()},
                 {"cursor", !by.cursor.empty()},
                 {"link", by.link},
                 {"next", !by.next.empty()}},
                true);
    needs(!by.cursor.empty(), !by.from.empty() || !by.last.empty(), {"paginate", "cursor"}, "'from' or 'last'");
    needs(!by.from.empty(), !by.cursor.empty(), {"paginate", "from"}, "'cursor'");
    needs(!by.last.empty(), !by.cursor.empty(), {"paginate", "last"}, "'cursor'");
    needs(!by.size.empty(), by.per_page > 0, {"paginate", "size"}, "'per_page'");
    needs(by.per_page > 0, !by.size.empty(), {"paginate", "per_page"}, "'size'");
    needs(paging->find("first") != nullptr, !by.page.empty(), {"paginate", "first"}, "'page'");
    if (!by.from.empty() && !by.last.empty())
      problems_.add(node_.place({"paginate", "last"}), "the mark has two places", "keep one of 'from' and 'last'");
    if (rest_.method == RestMethod::kPost && (by.link || !by.next.empty()))
      problems_.add(paging->where, "a POST search has no next address", "use 'page', 'offset' or 'cursor'");
  }

  void check_body() {
    if (rest_.method == RestMethod::kPost || rest_.body.empty()) return;
    problems_.add(node_.place({"body"}), "a GET request has no body", "write 'query', or method: POST");
  }

  bool takes(const std::string& slot) const {
    const auto has = [&](const std::string& text) { return text.find(slot) != std::string::npos; };
    const auto value_has = [&](const RestParameter& parameter) { return has(parameter.value); };
    return has(rest_.url) || has(rest_.body) || std::any_of(rest_.query.begin(), rest_.query.end(), value_has);
  }

  void check_parents() {
    const RestParents& parents = rest_.for_each;
    if (parents.source.empty()) return;
    if (!parents.field.empty() && !takes("{" + parents.field + "}"))
      problems_.add(node_.place({"for_each", "field"}),
                    fmt::format("no part of the request takes {{{}}}", parents.field),
                    "write it into 'url', a value of 'query' or 'body'");
    const Source* parent = settings_.project.find_source(parents.source);
    if (parent == nullptr) return refuse_parent();
    std::set<std::string> way = {source_.name};
    while (parent != nullptr && parent->rest && way.insert(parent->name).second)
      parent = settings_.project.find_source(parent->rest->for_each.source);
    if (parent != nullptr && parent->name == source_.name)
      problems_.add(node_.place({"for_each", "source"}),
                    fmt::format("the parents of '{}' are its own children", source_.name), "name another source");
  }

  void refuse_parent() {
    const YamlNode* sources = settings_.document.find("sources");
    if (sources != nullptr && sources->find(rest_.for_each.source) != nullptr) return;  // told there
    std::vector<std::string> names;
    for (const Source& source : settings_.project.sources) names.push_back(source.name);
    problems_.add(node_.place({"for_each", "source"}), fmt::format("there is no source '{}'", rest_.for_each.source),
                  did_you_mean(rest_.for_each.source, names));
  }

  const Source& source_;
  const RestSpec& rest_;
  const YamlNode& node_;
  const ReadSettings& settings_;
  Problems& problems_;
};

}  // namespace

void check_rest(const ReadSettings& settings, Problems& problems) {
  const YamlNode* sources = settings.document.find("sources");
  for (const Source& source : settings.project.sources) {
    if (!source.rest || sources == nullptr) continue;
    const YamlNode* written = sources->find(source.name);
    const YamlNode* node = written == nullptr ? nullptr : written->find("rest");
    if (node != nullptr) RestCheck(source, *node, settings, problems).run();
  }
}

}  // namespace c360::project
