// What pipelines reach beyond the project, as connections.yaml declares it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "c360/base/error.h"
#include "c360/project/identity_spec.h"
#include "c360/project/publish_spec.h"
#include "c360/project/rest_spec.h"

namespace c360::project {

/// One of a database, a folder of files and an HTTP server. Secrets are as written: references (secret.h).
struct Connection {
  Location where;
  std::string name;
  std::string postgresql;  ///< as a target's (publish_spec.h)
  std::string odbc;        ///< the same
  std::string dialect;     ///< odbc: one of kPublishDialects; empty: as the driver says
  std::string schema;      ///< databases: where load looks for tables; empty: the database's usual one
  std::string storage;     ///< a folder, relative to the project, or an address in Azure Storage
  std::string http;        ///< where addresses of http begin: "https://api.example.com/v2"
  std::vector<std::pair<std::string, std::string>> headers;  ///< http: sent with every request
  RestOauth oauth;        ///< http: an application that signs in by tokens; no token_url: none
  IdentitySpec identity;  ///< http: an identity that does
  std::string ca_file;    ///< http: relative to the project; empty: the system's

  bool is_database() const { return !postgresql.empty() || !odbc.empty(); }
  /// The database as statements and rows are sent to one.
  PublishTarget as_target() const;
};

}  // namespace c360::project
