// `<model>.postgresql.sql` and `<model>.tsql.sql`: a view in the SQL of a database that it is published to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/project/model_spec.h"
#include "c360/project/problems.h"

namespace c360::project {

/// What a file below models/ is called: the model's name, and the language it is a variant in.
struct ModelFileName {
  std::string model;                    ///< "view4" of models/legacy/view4.tsql.sql
  std::optional<SqlLanguage> language;  ///< none: the model itself
  bool operator==(const ModelFileName&) const = default;
};

/// Reads a file's name. A word after the model's name that is no language is added to `problems`, and nullopt given.
std::optional<ModelFileName> model_file_name(const std::string& file, Problems& problems);

/// A variant as it was read, on its way to its model.
struct ReadVariant {
  std::string schema;
  std::string model;
  ModelVariant variant;
};

/// Gives each variant to its model. Those without one, and those of a model that is no view, are added to `problems`.
void attach_variants(std::vector<ReadVariant> variants, std::vector<ModelSpec>& models, Problems& problems);

}  // namespace c360::project
