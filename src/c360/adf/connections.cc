#include "c360/adf/connections.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "c360/adf/expression_parser.h"
#include "c360/adf/hidden_secrets.h"
#include "c360/adf/yaml_text.h"
#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

const std::set<std::string> kTsqlServices = {"AzureSqlDatabase", "SqlServer",     "AzureSqlMI",  "AzureSqlDW",
                                             "Warehouse",        "DataWarehouse", "SqlDatabase", "FabricSqlDatabase"};
const std::set<std::string> kPostgresServices = {"AzurePostgreSql", "PostgreSql", "PostgreSqlV2"};
const std::set<std::string> kStorageServices = {"AzureBlobFS", "AzureBlobStorage", "Lakehouse"};
const std::set<std::string> kHttpServices = {"HttpServer", "RestService", "Web"};

std::string variable_part(const std::string& name) {
  std::string result;
  for (const char c : name) result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return result;
}

/// NAME_WHAT, as environment variables are written.
std::string variable_name(const std::string& name, const std::string& what) {
  return variable_part(name) + "_" + what;
}

std::string reference_to(const std::string& variable) {
  return "${env:" + variable + "}";
}

/// A text that is written out there: no expression, no secret.
std::string plain(const Json& value) {
  if (!value.is_string() || holds_hidden(value)) return {};
  const std::string text = value.get<std::string>();
  return has_expression(text) ? std::string() : text;
}

/// A connection string, whose secrets are hidden and whose other parts may be used.
std::string connection_string(const Json& settings) {
  const Json& value = member(settings, "connectionString");
  const std::string text = value.is_string() ? value.get<std::string>() : text_member(value, "value");
  return has_expression(text) ? std::string() : text;
}

/// The value of a key of "A=b;C=d".
std::string part_of(const std::string& connection, const std::vector<std::string>& keys) {
  std::size_t from = 0;
  while (from < connection.size()) {
    const std::size_t end = std::min(connection.find(';', from), connection.size());
    const std::string pair = connection.substr(from, end - from);
    const std::size_t equals = pair.find('=');
    const std::string key = to_lower(pair.substr(0, equals));
    const bool wanted = equals != std::string::npos && std::find(keys.begin(), keys.end(), key) != keys.end();
    if (wanted) return pair.substr(equals + 1);
    from = end + 1;
  }
  return {};
}

std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts)
    if (!text.empty() && text.find(kHidden) == std::string::npos) return text;
  return {};
}

std::string host_in(const std::string& address) {
  const std::size_t start = address.find("://");
  const std::string rest = start == std::string::npos ? address : address.substr(start + 3);
  return rest.substr(0, rest.find_first_of("/:?"));
}

bool is_address_part(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '$';
  });
}

/// "abfss://container@host", from the URL or the connection string.
std::string storage_address(const Json& settings, const std::string& container) {
  const std::string connection = connection_string(settings);
  const std::string account = part_of(connection, {"accountname"});
  const std::string suffix = first_of({part_of(connection, {"endpointsuffix"}), "core.windows.net"});
  const std::string host =
      first_of({host_in(plain(member(settings, "url"))), host_in(plain(member(settings, "serviceEndpoint"))),
                account.empty() ? "" : account + ".dfs." + suffix});
  if (!is_address_part(host))
    throw NoCounterpart{"its account stands where it cannot be read: in a secret or an expression"};
  if (!is_address_part(container)) throw NoCounterpart{"its container is worked out while it runs, or not named"};
  return "abfss://" + container + "@" + host;
}

std::string onelake_address(const Json& settings) {
  const std::string workspace = plain(member(settings, "workspaceId"));
  const std::string lakehouse = plain(member(settings, "artifactId"));
  if (!is_address_part(workspace) || !is_address_part(lakehouse))
    throw NoCounterpart{"its workspace and lakehouse are not written out"};
  const std::string folder = first_of({plain(member(settings, "rootFolder")), "Tables"});
  return "abfss://" + workspace + "@onelake.dfs.fabric.microsoft.com/" + lakehouse + "/" + folder;
}

/// What signs in by tokens, however the definition names it; a type that c360 does not know is empty.
struct SignIn {
  std::string kind;  ///< of identity:
  std::string resource, tenant, client;
};

/// Of an activity's `authentication`.
SignIn sign_in_of(const Json& settings) {
  const std::string type = text_member(settings, "type");
  const auto any_of = [&](const char* one, const char* other) {
    return first_of({plain(member(settings, one)), plain(member(settings, other))});
  };
  SignIn found;
  if (type == "MSI") found.kind = "managed";
  if (type == "ServicePrincipal") found.kind = "application";
  found.resource = plain(member(settings, "resource"));
  found.tenant = any_of("userTenant", "tenant");
  found.client = any_of("username", "servicePrincipalId");
  return found;
}

/// `identity:` of a connection. What is not written out is read from variables.
Json identity_for(const std::string& here, const SignIn& sign_in) {
  Json identity = {{"kind", sign_in.kind}, {"resource", sign_in.resource}};
  if (sign_in.kind == "managed") return identity;
  const auto or_variable = [&](const std::string& text, const char* what) {
    return text.empty() ? reference_to(variable_name(here, what)) : text;
  };
  identity["tenant_id"] = or_variable(sign_in.tenant, "TENANT_ID");
  identity["client_id"] = or_variable(sign_in.client, "CLIENT_ID");
  identity["client_secret"] = reference_to(variable_name(here, "CLIENT_SECRET"));
  return identity;
}

std::string told_of(const std::string& here, const SignIn& sign_in) {
  if (sign_in.kind == "managed")
    return "signs in as the machine that c360 runs on: give its identity the rights that the factory's had";
  return fmt::format("signs in as an application: set {} to its secret", variable_name(here, "CLIENT_SECRET"));
}

}  // namespace

bool has_identity(const Json& authentication) {
  const SignIn sign_in = sign_in_of(authentication);
  return !sign_in.kind.empty() && !sign_in.resource.empty();
}

bool is_database_service(const std::string& type) {
  return kTsqlServices.count(type) > 0 || kPostgresServices.count(type) > 0;
}

bool is_storage_service(const std::string& type) {
  return kStorageServices.count(type) > 0;
}

std::string Connections::of(const std::string& service, ConnectionKind kind, const std::string& container) {
  const auto found = definitions_.linked_services.find(service);
  if (found == definitions_.linked_services.end())
    throw NoCounterpart{fmt::format("the linked service '{}' is not among the files", service)};
  return of(service, found->second.properties, kind, container);
}

std::string Connections::of(const std::string& name, const Json& properties, ConnectionKind kind,
                            const std::string& container) {
  const std::string key =  // Fabric may call two services by one name
      fmt::format("{}\n{}\n{}\n{}", static_cast<int>(kind), name, container, properties.dump());
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  const std::string type = text_member(properties, "type");
  const std::string here = free_name(container.empty() ? name : name + " " + container);
  Json entry;
  if (kind == ConnectionKind::kDatabase && is_database_service(type)) entry = database(name, here, properties);
  if (kind == ConnectionKind::kStorage && is_storage_service(type)) entry = storage(type, properties, container);
  if (kind == ConnectionKind::kHttp && kHttpServices.count(type) > 0) entry = server(here, properties);
  if (entry.is_null())
    throw NoCounterpart{fmt::format("the linked service '{}' is of the type {}, which c360 cannot use for this yet",
                                    name, type.empty() ? "(none)" : type)};
  entries_[here] = std::move(entry);
  return known_[key] = here;
}

std::string Connections::free_name(const std::string& wanted) {
  std::string candidate = wanted;
  for (int number = 2; entries_.contains(names_.of(candidate)); ++number)
    candidate = fmt::format("{} {}", wanted, number);
  return names_.of(candidate);
}

Json Connections::database(const std::string& name, const std::string& here, const Json& properties) {
  const std::string type = text_member(properties, "type");
  const Json& settings = member(properties, "typeProperties");
  const std::string connection = connection_string(settings);
  const std::string server = first_of({plain(member(settings, "server")), plain(member(settings, "endpoint")),
                                       part_of(connection, {"server", "data source", "host", "addr"}), "SERVER"});
  const std::string base =
      first_of({plain(member(settings, "database")), part_of(connection, {"database", "initial catalog"}), "DATABASE"});
  const std::string user = first_of({plain(member(settings, "userName")), plain(member(settings, "username")),
                                     part_of(connection, {"user id", "uid", "user", "username"}), "USER"});
  const bool is_tsql = kTsqlServices.count(type) > 0;
  const std::string variable = variable_name(here, is_tsql ? "ODBC" : "PG");
  const std::string example =
      is_tsql ? fmt::format("Driver={{ODBC Driver 18 for SQL Server}};Server={};Database={};UID={};PWD=…;Encrypt=yes",
                            server, base, user)
              : fmt::format("host={} dbname={} user={} password=…", server, base, user);
  const std::string comment =
      fmt::format("{} '{}': set {} to its connection string, such as {}", type, name, variable, example);
  if (is_tsql) return {{kComment, comment}, {"odbc", reference_to(variable)}, {"dialect", "tsql"}};
  return {{kComment, comment}, {"postgresql", reference_to(variable)}};
}

Json Connections::storage(const std::string& type, const Json& properties, const std::string& container) {
  const Json& settings = member(properties, "typeProperties");
  const std::string address = type == "Lakehouse" ? onelake_address(settings) : storage_address(settings, container);
  return {{kComment, type + ": reached as azure: of c360.yaml says (docs/azure.md); a folder of this machine will do, "
                            "too, to try it"},
          {"storage", address}};
}

Json Connections::server(const std::string& here, const Json& properties) {
  const Json& settings = member(properties, "typeProperties");
  std::string address = first_of({plain(member(settings, "url")), plain(member(settings, "baseUrl"))});
  address = address.substr(0, address.find('?'));
  if (host_in(address).empty() || address.find("://") == std::string::npos || address.find('@') != std::string::npos)
    throw NoCounterpart{"its address is not written out"};
  Json entry = {{"http", address}};
  const std::string how = text_member(settings, "authenticationType");
  if (how.empty() || how == "Anonymous") return entry;
  const std::string variable = variable_name(here, "AUTHORIZATION");
  entry[kComment] =
      fmt::format("it signs in there by {}: set {} to what the header Authorization shall be", how, variable);
  entry["headers"] = {{"Authorization", reference_to(variable)}};
  return entry;
}

std::string Connections::http(const std::string& name, const std::string& address,
                              const std::vector<std::string>& headers, const Json& authentication) {
  const std::string key = fmt::format("{}\n{}\n{}\n{}", name, address, fmt::join(headers, "\n"), authentication.dump());
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  const std::string here = free_name(name);
  Json entry = {{kComment, "set the variables to what the headers were: values are not taken over"}, {"http", address}};
  if (has_identity(authentication)) {
    const SignIn sign_in = sign_in_of(authentication);
    const std::string comment = told_of(here, sign_in);
    entry[kComment] = headers.empty() ? comment : comment + "; " + entry[kComment].get<std::string>();
    entry["identity"] = identity_for(here, sign_in);
  }
  Names parts;
  for (const std::string& header : headers)
    entry["headers"][header] = reference_to(variable_name(here, variable_part(parts.of(header))));
  entries_[here] = std::move(entry);
  return known_[key] = here;
}

}  // namespace c360::adf
