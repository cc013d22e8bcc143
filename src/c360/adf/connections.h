// Linked services as connections of connections.yaml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/adf/definitions.h"
#include "c360/adf/names.h"

namespace c360::adf {

/// What a connection is for.
enum class ConnectionKind { kDatabase, kStorage, kHttp };

/// Whether linked services of a type are databases that c360 sends statements and rows to.
bool is_database_service(const std::string& type);
/// Whether they hold files that c360 reads.
bool is_storage_service(const std::string& type);

/// Whether an activity's `authentication` says that it signs in by an identity that connections.yaml can have, too
/// (MSI, a service principal).
bool has_identity(const Json& authentication);

/// Gathers the connections that pipelines use. One thread at a time.
class Connections {
 public:
  /// The definitions must outlive it.
  explicit Connections(const Definitions& definitions) : definitions_(definitions) {}

  /// Keeps names from being given: those of connections and targets that the project has.
  void reserve(const std::string& name) { names_.reserve(name); }

  /// The name here of a linked service's connection: always the same for the same one, so that what an earlier import
  /// has written can stay. Throws NoCounterpart for one that is not there, is of a type that c360 cannot use, or for
  /// another thing than `kind`. `container`: of storage.
  std::string of(const std::string& service, ConnectionKind kind, const std::string& container = {});
  /// The same of one that stands within a pipeline (Fabric), under a name of its own.
  std::string of(const std::string& name, const Json& properties, ConnectionKind kind,
                 const std::string& container = {});
  /// An HTTP server that no linked service stands for, the headers that are secrets, and an `authentication` that
  /// has_identity(), or null.
  std::string http(const std::string& name, const std::string& address, const std::vector<std::string>& headers,
                   const Json& authentication);

  bool empty() const { return entries_.empty(); }
  /// The entries by their names here, with comments (yaml_text.h).
  const Json& entries() const { return entries_; }

 private:
  static Json database(const std::string& name, const std::string& here, const Json& properties);
  static Json storage(const std::string& type, const Json& properties, const std::string& container);
  static Json server(const std::string& here, const Json& properties);
  /// A name here that no entry has.
  std::string free_name(const std::string& wanted);

  const Definitions& definitions_;
  Names names_;
  std::map<std::string, std::string> known_;  // names here, by all that makes a connection
  Json entries_ = Json::object();
};

}  // namespace c360::adf
