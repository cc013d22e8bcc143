#include "c360/project/connection_schema.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/project/check_publish.h"
#include "c360/project/identity_schema.h"
#include "c360/project/names.h"
#include "c360/project/rest_schema.h"
#include "c360/project/secret.h"
#include "c360/project/text_file.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kConnectionKinds[] = {"postgresql", "odbc", "storage", "http"};
constexpr const char* kKindsHint = "give it one of postgresql, odbc, storage and http";

/// The parts of a header's name that tell of a secret.
constexpr const char* kSecretHeaders[] = {"authorization", "api-key", "apikey",           "api_key", "cookie",
                                          "token",         "secret",  "subscription-key", "-key",    "password"};

Value<Headers> headers() {
  const Value<std::string> value = secret_text("a text");
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.expected = "a map from names of headers to their values";
  shape.inner = std::make_shared<const Shape>(value.shape);
  return {shape,
          [shape, value](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<Headers> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            Headers result;
            for (std::size_t i = 0; i < node.items.size(); ++i)
              if (auto read = value.read(node.items[i], fmt::format("'{}'", node.keys[i].text), problems))
                result.emplace_back(node.keys[i].text, std::move(*read));
            return result;
          }};
}

Object<Connection> connection_object() {
  return Object<Connection>("connection",
                            "What pipelines reach beyond the project. Exactly one of postgresql, odbc, storage and "
                            "http says what it is.")
      .field("postgresql", secret_text("a connection string"), &Connection::postgresql, otherwise("another kind"),
             "A PostgreSQL database, for `sql` and `load`: as [a target's](#a-publish-target). A password is kept "
             "outside: `${env:NAME}` or `${file:PATH}`.")
      .field("odbc", secret_text("a connection string"), &Connection::odbc, otherwise("another kind"),
             "A database by its ODBC driver, for `sql` and `load`: as [a target's](#a-publish-target).")
      .field("dialect", one_of<std::string>({{"tsql", "tsql"}, {"postgresql", "postgresql"}, {"sqlite", "sqlite"}}),
             &Connection::dialect, otherwise("what the driver says of its database"),
             "odbc: the SQL that the database speaks.")
      .field("schema", table_name("a schema's name"), &Connection::schema, otherwise("the database's usual one"),
             "Databases: where the tables of `load` stand, if it does not say: `public` in PostgreSQL, `dbo` in SQL "
             "Server.")
      .field("storage", text("a folder or an address"), &Connection::storage, otherwise("another kind"),
             "Files, for `load` and `get_metadata`: a folder, relative to the project's, or an address in Azure "
             "Storage (`abfss://container@account.dfs.core.windows.net/path`), which is reached as `azure:` of "
             "c360.yaml says.")
      .field("http", text("an address"), &Connection::http, otherwise("another kind"),
             "An HTTP server, for `http`: where its addresses begin.")
      .field("headers", headers(), &Connection::headers, otherwise("none"),
             "http: headers of every request. Secrets are kept outside: `Bearer ${env:NAME}`.")
      .field("oauth", oauth_object().as_value(), &Connection::oauth, otherwise("another way to sign in"),
             "http: an application that signs in by a token, which is sent as `Authorization: Bearer …`.")
      .field("identity", identity_object().as_value(), &Connection::identity, otherwise("another way to sign in"),
             "http: an identity of Microsoft Entra ID that does.")
      .field(
          "ca_file", text("a file"), &Connection::ca_file, otherwise("the system's"),
          "http: PEM file with the authorities that sign the certificates of the server and of `token_url`, relative "
          "to the project's folder.");
}

Shape make_shape() {
  Shape map;
  map.kind = Shape::Kind::kMap;
  map.expected = "a map from names to connections";
  map.inner = std::make_shared<const Shape>(connection_object().shape());
  Shape shape;
  shape.kind = Shape::Kind::kObject;
  shape.name = "connections";
  shape.expected = "a map of keys";
  shape.meaning = "connections.yaml: where pipelines reach beyond the project.";
  shape.fields = {{"connections", false, {}, "none", "Connections by their names.", map}};
  return shape;
}

/// One connection and the node that it was read from.
class ConnectionCheck {
 public:
  ConnectionCheck(const Connection& connection, const YamlNode& node, Problems& problems)
      : connection_(connection), node_(node), problems_(problems) {}

  void check() {
    check_kind();
    check_secrets();
    check_sign_in();
    check_http();
  }

 private:
  void refuse(const char* key, const std::string& message, const std::string& hint) {
    problems_.add(node_.place({key}), message, hint);
  }

  void check_kind() {
    std::vector<std::string> kinds;
    for (const char* kind : kConnectionKinds)
      if (node_.find(kind) != nullptr) kinds.emplace_back(kind);
    if (kinds.empty())
      return problems_.add(connection_.where,
                           fmt::format("the connection '{}' does not say what it is", connection_.name), kKindsHint);
    if (kinds.size() > 1)
      refuse(kinds[1].c_str(),
             fmt::format("the connection '{}' is both {} and {}", connection_.name, kinds[0], kinds[1]),
             "make two connections of it");
    check_key("dialect", kinds[0] == "odbc", "only a database by ODBC has a dialect");
    check_key("schema", connection_.is_database() || kinds[0] == "odbc" || kinds[0] == "postgresql",
              "only a database has a schema");
    check_key("headers", kinds[0] == "http", "only an HTTP server is sent headers");
    check_key("oauth", kinds[0] == "http", "only an HTTP server is signed in to by tokens");
    check_key("identity", kinds[0] == "http", "only an HTTP server is signed in to by tokens");
    check_key("ca_file", kinds[0] == "http", "only an HTTP server has a certificate of these authorities");
  }

  void check_key(const char* key, bool fits, const char* why) {
    if (node_.find(key) != nullptr && !fits) refuse(key, why, fmt::format("remove '{}'", key));
  }

  void check_secrets() {
    if (const char* key = written_out_password(connection_.as_target()))
      refuse(key, fmt::format("the connection '{}' has its password written out", connection_.name),
             "keep the connection string outside: ${env:NAME} for an environment variable, ${file:PATH} for a file");
    for (const auto& [name, value] : connection_.headers)
      if (is_secret_header(name) && !is_secret_reference(value))
        problems_.add(node_.place({"headers", name}), fmt::format("the header '{}' is a secret written out", name),
                      "keep it outside: ${env:NAME} for an environment variable, ${file:PATH} for a file");
  }

  void check_sign_in() {
    const bool has_oauth = node_.find("oauth") != nullptr;
    const bool has_identity = node_.find("identity") != nullptr;
    const auto is_authorization = [](const auto& header) { return folded(header.first) == "authorization"; };
    const bool has_header = std::any_of(connection_.headers.begin(), connection_.headers.end(), is_authorization);
    if (has_oauth + has_identity + has_header > 1)
      problems_.add(connection_.where, fmt::format("the connection '{}' signs in by several ways", connection_.name),
                    "keep one of oauth, identity and the header Authorization");
    if (has_identity && connection_.identity.kind != AzureIdentity::kNone)
      check_identity(
          connection_.identity, "identity",
          [&](const char* key) {
            return node_.place({"identity", key});
          },
          problems_);
    refuse_written_out(connection_.oauth.client_secret, "oauth");
    refuse_written_out(connection_.identity.client_secret, "identity");
  }

  void refuse_written_out(const std::string& secret, const char* owner) {
    if (secret.empty() || is_secret_reference(secret)) return;
    problems_.add(node_.place({owner, "client_secret"}), "'client_secret' is written out, for all who read this file",
                  "keep it in an environment variable or a file: ${env:NAME} or ${file:PATH}");
  }

  void check_http() {
    const std::string& address = connection_.http;
    if (address.empty()) return;
    const std::string small = folded(address);
    if (!small.starts_with("http://") && !small.starts_with("https://"))
      refuse("http", fmt::format("'{}' is no address of an HTTP server", connection_.name),
             "write it as https://host/path");
    const std::size_t host = address.find("://");
    const std::size_t end = host == std::string::npos ? host : address.find('/', host + 3);
    if (address.substr(0, end).find('@') != std::string::npos || address.find('?') != std::string::npos)
      refuse("http", fmt::format("the address of '{}' may hold a secret", connection_.name),
             "leave user, password and query out; send what signs in as a header");
  }

  const Connection& connection_;
  const YamlNode& node_;
  Problems& problems_;
};

}  // namespace

PublishTarget Connection::as_target() const {
  PublishTarget target;
  target.where = where;
  target.name = name;
  target.postgresql = postgresql;
  target.odbc = odbc;
  target.dialect = dialect;
  target.schema = schema;
  return target;
}

bool is_secret_header(const std::string& name) {
  const std::string small = folded(name);
  return std::any_of(std::begin(kSecretHeaders), std::end(kSecretHeaders),
                     [&](const char* part) { return small.find(part) != std::string::npos; });
}

const Shape& connections_shape() {
  static const Shape shape = make_shape();
  return shape;
}

std::vector<Connection> read_connections(const std::string& text, Problems& problems) {
  static const Value<std::vector<Connection>> all =
      named(table_name("a connection's name"), connection_object().as_value(), "a map from names to connections");
  const std::optional<YamlNode> document = parse_yaml(text, kConnectionsFile, problems);
  if (!document || document->kind == YamlNode::Kind::kNothing) return {};
  if (!check_keys(*document, kConnectionsFile, connections_shape(), problems)) return {};
  const YamlNode* node = document->find("connections");
  if (node == nullptr || node->kind == YamlNode::Kind::kNothing) return {};
  std::vector<Connection> connections = all.read(*node, "'connections'", problems).value_or(std::vector<Connection>());
  for (const Connection& connection : connections)
    ConnectionCheck(connection, *node->find(connection.name), problems).check();
  return connections;
}

std::vector<Connection> read_connections_file(const std::filesystem::path& root, Problems& problems) {
  std::error_code error;
  if (!std::filesystem::exists(root / kConnectionsFile, error)) {
    if (std::filesystem::exists(root / "connections.yml", error))
      problems.add({"connections.yml"}, "connections stand in connections.yaml", "rename it");
    return {};
  }
  const std::optional<std::string> text = read_text(root / kConnectionsFile, kConnectionsFile, problems);
  return text ? read_connections(*text, problems) : std::vector<Connection>();
}

}  // namespace c360::project
