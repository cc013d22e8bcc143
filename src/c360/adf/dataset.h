// The datasets that activities read and write, with the parameters that they are given.
#pragma once

#include <optional>
#include <string>

#include "c360/adf/activity_import.h"

namespace c360::adf {

/// A dataset as one activity uses it.
struct Dataset {
  std::string type;         ///< "Parquet", "AzureSqlTable"
  Json settings;            ///< its typeProperties
  std::string service;      ///< the name of its linked service
  Json service_properties;  ///< of one that stands within the activity (Fabric); null otherwise
  Scope scope;              ///< for expressions in its settings

  /// The type of its linked service; empty where that is not there.
  std::string service_type(const Shared& shared) const;
  /// The connection of its linked service. Throws NoCounterpart.
  std::string connection(ConnectionKind kind, Shared& shared, const std::string& container = {}) const;
};

/// The dataset that a reference leads to: {"referenceName": …, "parameters": …}. Throws NoCounterpart.
Dataset dataset_of(const Json& reference, const ActivityPlace& place, const Shared& shared);

/// The dataset of a copy's end: `inputs` or `outputs`, or datasetSettings within `end` (Fabric). Throws NoCounterpart.
Dataset dataset_at(const Json& references, const Json& end, const ActivityPlace& place, const Shared& shared);

/// Where a dataset's files are. Expressions are translated.
struct FilePlace {
  std::string container;  ///< empty where it is worked out while it runs
  Json folder;            ///< below the container; "" for all of it
  Json files;             ///< a glob; null: any
};

/// Of the dataset and what the activity says beside it (`settings`: wildcards, whether folders below count). `any` is
/// the glob where neither names files. Throws NoCounterpart.
FilePlace files_of(const Dataset& dataset, const Json& settings, const std::string& any);

/// The table of a database that a dataset is, as inputs of load: `table` and, where it says one, `schema`. Throws
/// NoCounterpart.
Json table_of(const Dataset& dataset);

}  // namespace c360::adf
