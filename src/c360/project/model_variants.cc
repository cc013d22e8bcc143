#include "c360/project/model_variants.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "c360/base/suggest.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

constexpr std::array<SqlLanguage, 2> kLanguages = {SqlLanguage::kPostgresql, SqlLanguage::kTsql};

std::vector<std::string> language_words() {
  std::vector<std::string> words;
  for (const SqlLanguage language : kLanguages) words.emplace_back(to_string(language));
  return words;
}

/// What people also call the languages.
std::string meant_by(const std::string& word) {
  const std::string small = folded(word);
  if (small == "postgres" || small == "pg" || small == "psql") return "postgresql";
  if (small == "sqlserver" || small == "mssql" || small == "azuresql" || small == "azure") return "tsql";
  return closest(small, language_words()).value_or("");
}

ModelSpec* find_model(const ReadVariant& variant, std::vector<ModelSpec>& models) {
  const auto is_its = [&](const ModelSpec& model) {
    return model.name == variant.model && model.schema == variant.schema;
  };
  const auto found = std::find_if(models.begin(), models.end(), is_its);
  return found == models.end() ? nullptr : &*found;
}

void report_without_model(const ReadVariant& read, const std::vector<ModelSpec>& models, Problems& problems) {
  std::vector<std::string> names;
  for (const ModelSpec& model : models)
    if (model.schema == read.schema) names.push_back(model.name);
  const auto near = closest(read.model, names);
  problems.add(read.variant.where,
               fmt::format("there is no model {}.{} that this could be a view of in {}", read.schema, read.model,
                           to_string(read.variant.language)),
               near ? fmt::format("did you mean '{}.{}.sql'?", *near, to_string(read.variant.language))
                    : fmt::format("write {}.sql beside it, which says what the rows are", read.model));
}

}  // namespace

std::string_view to_string(SqlLanguage language) {
  return language == SqlLanguage::kPostgresql ? "postgresql" : "tsql";
}

const ModelVariant* ModelSpec::find_variant(SqlLanguage language) const {
  for (const ModelVariant& variant : variants)
    if (variant.language == language) return &variant;
  return nullptr;
}

std::optional<ModelFileName> model_file_name(const std::string& file, Problems& problems) {
  const std::string stem = std::filesystem::path(file).stem().string();
  const std::size_t dot = stem.find_last_of('.');
  if (dot == std::string::npos) return ModelFileName{stem, std::nullopt};
  const std::string word = stem.substr(dot + 1);
  for (const SqlLanguage language : kLanguages)
    if (to_string(language) == word) return ModelFileName{stem.substr(0, dot), language};
  const std::string meant = meant_by(word);
  problems.add({file}, fmt::format("'{}' is no SQL that a view can be written in, and a model's name has no dot", word),
               meant.empty() ? "name it <model>.sql, <model>.postgresql.sql or <model>.tsql.sql"
                             : fmt::format("did you mean '{}.{}.sql'?", stem.substr(0, dot), meant));
  return std::nullopt;
}

void attach_variants(std::vector<ReadVariant> variants, std::vector<ModelSpec>& models, Problems& problems) {
  for (ReadVariant& read : variants) {
    ModelSpec* model = find_model(read, models);
    if (model == nullptr) {
      report_without_model(read, models, problems);
    } else if (model->materialize != Materialize::kView) {
      problems.add(
          read.variant.where,
          fmt::format("{}.{} is a table, and only a view is written again in another SQL", read.schema, read.model),
          "a table's rows are sent as they are; remove the file, or write '-- materialize: view' in the model");
    } else if (const ModelVariant* first = model->find_variant(read.variant.language)) {
      problems.add(read.variant.where,
                   fmt::format("{}.{} is written twice in {}", read.schema, read.model, to_string(first->language)),
                   fmt::format("remove one; the other is {}", first->where.file));
    } else {
      model->variants.push_back(std::move(read.variant));
    }
  }
}

}  // namespace c360::project
