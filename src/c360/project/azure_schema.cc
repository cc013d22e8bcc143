#include "c360/project/azure_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "c360/project/identity_schema.h"
#include "c360/project/secret.h"
#include "c360/project/values.h"
#include "c360/storage/azure/address.h"

namespace c360::project {
namespace {

using Text = std::string AzureSpec::*;

/// A SAS and a key are always secrets, so that a text that is one gives it away.
void check_secrets(const AzureSpec& azure, const YamlNode& document, Problems& problems) {
  const std::pair<const char*, Text> secrets[] = {
      {"account_key", &AzureSpec::account_key}, {"sas", &AzureSpec::sas}, {"client_secret", &AzureSpec::client_secret}};
  for (const auto& [key, member] : secrets) {
    if ((azure.*member).empty() || is_secret_reference(azure.*member)) continue;
    problems.add(document.place({"azure", key}), fmt::format("'{}' is written out, for all who read this file", key),
                 "keep it in an environment variable or a file: ${env:NAME} or ${file:PATH}");
  }
}

void check_ways(const AzureSpec& azure, Problems& problems) {
  const int ways = (azure.account_key.empty() ? 0 : 1) + (azure.sas.empty() ? 0 : 1) +
                   (azure.identity == AzureIdentity::kNone ? 0 : 1);
  if (ways > 1)
    problems.add(azure.where, "'azure' says in several ways who asks", "keep one of account_key, sas and identity");
}

/// Tries what the store will do with a text when it is opened.
template <typename Read>
void check_readable(const Location& where, Problems& problems, const Read& read) {
  try {
    read();
  } catch (const Error& error) {
    problems.add(where, error.message(), error.hint());
  }
}

/// What is wrong with a place if it is meant as an address; `parse` reads it and gives the part that names an account.
template <typename Parse>
void check_address(const std::string& text, const Location& where, const AzureSpec& azure, Problems& problems,
                   const Parse& parse) {
  if (text.find("://") == std::string::npos) return;
  if (!storage::azure::is_address(text))
    return problems.add(where, fmt::format("c360 knows no address such as '{}'", text.substr(0, text.find('?'))),
                        "name a folder, or abfss://container@account.dfs.core.windows.net/path");
  check_readable(where, problems, [&] {
    const storage::azure::Address address = parse(text);
    if (address.endpoint.account.empty() && azure.account.empty() && azure.endpoint.empty())
      throw Error(ErrorCode::kProject, fmt::format("'{}' names no account", text),
                  "write account: under azure:, or abfss://container@account.dfs.core.windows.net/path");
  });
}

void check_addresses(const ReadSettings& settings, Problems& problems) {
  const Project& project = settings.project;
  check_address(project.lakehouse, settings.document.place({"lakehouse"}), project.azure, problems,
                storage::azure::parse_address);
  for (const Source& source : project.sources) {
    check_address(source.files, settings.document.place({"sources", source.name, "files"}), project.azure, problems,
                  [](const std::string& text) { return storage::azure::parse_blob_pattern(text).container; });
    check_address(source.delta, settings.document.place({"sources", source.name, "delta"}), project.azure, problems,
                  storage::azure::parse_address);
  }
}

}  // namespace

Object<AzureSpec> azure_object() {
  return Object<AzureSpec>("azure",
                           "How Azure Storage is reached and who asks: by an account key, a shared access signature "
                           "(SAS) or an identity. Without one of these, only what is open to all can be read.")
      .field("account", secret_text("an account's name"), &AzureSpec::account, otherwise("that of the address"),
             "The storage account, for addresses that name none (`azure://container/path`).")
      .field("account_key", secret_text("a reference to a key"), &AzureSpec::account_key, otherwise("another way"),
             "A key of the account, kept outside: `${env:NAME}` or `${file:PATH}`.")
      .field("sas", secret_text("a reference to a SAS"), &AzureSpec::sas, otherwise("another way"),
             "A shared access signature with the permissions racwdl, kept outside: `${env:NAME}` or `${file:PATH}`.")
      .field("identity", identity_kind(), &AzureSpec::identity, otherwise("another way"),
             "An identity of Microsoft Entra ID: `application` (with a client secret), `managed` (of the Azure machine "
             "that c360 runs on) or `workload` (of Kubernetes). It needs the role Storage Blob Data Contributor.")
      .field("tenant_id", secret_text("a tenant's id"), &AzureSpec::tenant_id, otherwise("AZURE_TENANT_ID"),
             "application, workload: the tenant. A workload finds it in its environment.")
      .field("client_id", secret_text("a client's id"), &AzureSpec::client_id, otherwise("AZURE_CLIENT_ID"),
             "The application or, of several managed identities, which. A workload finds it in its environment.")
      .field("client_secret", secret_text("a reference to a secret"), &AzureSpec::client_secret, otherwise("none"),
             "application: its secret, kept outside: `${env:NAME}` or `${file:PATH}`.")
      .field("token_file", secret_text("a file"), &AzureSpec::token_file, otherwise("AZURE_FEDERATED_TOKEN_FILE"),
             "workload: the file with its token. A workload finds it in its environment.")
      .field("endpoint", secret_text("an address"), &AzureSpec::endpoint, otherwise("the account's"),
             "The Blob service of an emulator or a private cloud: `http://127.0.0.1:10000/devstoreaccount1`.")
      .field("authority", secret_text("an address"), &AzureSpec::authority,
             otherwise("https://login.microsoftonline.com"), "Who gives tokens to applications and workloads.")
      .field("identity_endpoint", secret_text("an address"), &AzureSpec::identity_endpoint,
             otherwise("that of Azure's machines"), "managed: who gives this machine its tokens.")
      .field("ca_file", text("a file"), &AzureSpec::ca_file, otherwise("the system's"),
             "PEM file with the authorities that sign the service's certificate, relative to the project's folder.")
      .field("cache", text("a folder"), &AzureSpec::cache, otherwise("c360/files in the user's cache folder"),
             "Folder of local copies, so that a file comes over the network once.")
      .field("cache_limit", memory_amount(), &AzureSpec::cache_bytes, otherwise("20GB"),
             "How large the copies may become before those used longest ago are removed.");
}

void check_azure(const ReadSettings& settings, Problems& problems) {
  check_addresses(settings, problems);
  if (settings.document.find("azure") == nullptr) return;
  const AzureSpec& azure = settings.project.azure;
  check_ways(azure, problems);
  check_identity(
      azure.as_identity(), "azure",
      [&](const char* key) {
        return settings.document.place({"azure", key});
      },
      problems);
  check_secrets(azure, settings.document, problems);
  if (!azure.endpoint.empty() && !is_secret_reference(azure.endpoint))
    check_readable(settings.document.place({"azure", "endpoint"}), problems,
                   [&] { storage::azure::parse_endpoint(azure.endpoint); });
}

}  // namespace c360::project
