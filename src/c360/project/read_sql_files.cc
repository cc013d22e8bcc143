#include "c360/project/read_sql_files.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "c360/base/suggest.h"
#include "c360/project/model_schema.h"
#include "c360/project/model_variants.h"
#include "c360/project/names.h"
#include "c360/project/sql_text.h"
#include "c360/project/text_file.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

/// A setting's key in "key: value", or nothing for a line of prose. A near miss of a key is taken for the key.
std::optional<std::string> setting_key(const std::string& comment, const std::vector<std::string>& known) {
  const std::size_t colon = comment.find(':');
  if (colon == std::string::npos) return std::nullopt;
  const std::string key = comment.substr(0, colon);
  if (key.empty() || key.find(' ') != std::string::npos) return std::nullopt;
  return closest(key, known) ? std::optional(key) : std::nullopt;
}

YamlNode setting_value(const CommentLine& comment, const std::string& key, const std::string& file) {
  const std::size_t start = comment.text.find_first_not_of(" \t", key.size() + 1);
  const std::size_t first = std::min(start, comment.text.size());
  return YamlNode::scalar(comment.text.substr(first), {file, comment.line, comment.column + static_cast<int>(first)});
}

/// What the comment lines at the top say: settings as a map, as if they were YAML, and the rest as prose.
struct Heading {
  YamlNode settings;
  std::string description;
};

Heading read_heading(const std::string& sql, const std::string& file, const Shape& shape) {
  std::vector<std::string> known;
  for (const FieldShape& field : shape.fields) known.push_back(field.key);
  Heading heading;
  heading.settings.kind = YamlNode::Kind::kMap;
  heading.settings.where = {file, 1, 1};
  for (const CommentLine& comment : top_comments(sql)) {
    if (const auto key = setting_key(comment.text, known)) {
      heading.settings.keys.push_back(YamlNode::scalar(*key, {file, comment.line, comment.column}));
      heading.settings.items.push_back(setting_value(comment, *key, file));
    } else {
      heading.description += (heading.description.empty() ? "" : "\n") + comment.text;
    }
  }
  return heading;
}

/// Adds the parts of `more` to `list`, which is made a list if it was a text.
void add_parts(YamlNode& list, const YamlNode& more) {
  if (list.kind == YamlNode::Kind::kScalar) list = split_at_commas(list);
  for (YamlNode& part : split_at_commas(more).items) list.items.push_back(std::move(part));
}

/// References may be given on several lines; all other settings once.
void merge_repeated(YamlNode& settings, Problems& problems) {
  std::map<std::string, std::size_t> first;
  YamlNode merged;
  merged.kind = YamlNode::Kind::kMap;
  merged.where = settings.where;
  for (std::size_t i = 0; i < settings.keys.size(); ++i) {
    const YamlNode& key = settings.keys[i];
    const auto [known, is_new] = first.emplace(key.text, merged.keys.size());
    if (is_new) {
      merged.keys.push_back(key);
      merged.items.push_back(settings.items[i]);
    } else if (key.text == "references") {
      add_parts(merged.items[known->second], settings.items[i]);
    } else {
      problems.add(key.where, fmt::format("the setting '{}' is given twice", key.text), "remove one");
    }
  }
  settings = std::move(merged);
}

void check_name(const std::string& name, const std::string& file, const std::string& what, Problems& problems) {
  if (const auto fault = fault_of_table_name(name))
    problems.add({file}, fmt::format("'{}' cannot be the name of a {}: {}", name, what, *fault),
                 "rename it: letters, digits and '_', a letter first");
}

/// The SELECT of a file without its last semicolon; nothing, and a problem, if there is none.
std::optional<std::string> read_select(const fs::path& root, const std::string& file, Problems& problems) {
  std::optional<std::string> text = read_text(root / file, file, problems);
  if (!text) return std::nullopt;
  std::string sql = without_final_semicolon(std::move(*text));
  if (!sql.empty()) return sql;
  problems.add({file}, "the file has no SELECT", "write one SELECT, or remove the file");
  return std::nullopt;
}

std::string schema_of(const std::string& file) {
  const std::size_t start = file.find('/') + 1;
  const std::size_t end = file.find('/', start);
  return end == std::string::npos ? "" : file.substr(start, end - start);
}

std::optional<ModelSpec> read_model(const fs::path& root, const std::string& file, const std::string& name,
                                    Problems& problems) {
  std::optional<std::string> sql = read_select(root, file, problems);
  if (!sql) return std::nullopt;
  Heading heading = read_heading(*sql, file, model_object().shape());
  merge_repeated(heading.settings, problems);
  std::optional<ModelSpec> model = model_object().read(heading.settings, "a model's settings", problems);
  if (!model) return std::nullopt;
  model->where = {file, 1, 1};
  model->schema = schema_of(file);
  model->name = name;
  model->description = heading.description;
  model->sql = std::move(*sql);
  return model;
}

std::optional<ReadVariant> read_variant(const fs::path& root, const std::string& file, const ModelFileName& name,
                                        Problems& problems) {
  std::optional<std::string> sql = read_select(root, file, problems);
  if (!sql) return std::nullopt;
  for (const YamlNode& key : read_heading(*sql, file, model_object().shape()).settings.keys)
    problems.add(key.where, fmt::format("'{}' is a setting of the model, not of a variant", key.text),
                 fmt::format("write it in {}.sql", name.model));
  return ReadVariant{schema_of(file), name.model, {{file, 1, 1}, *name.language, std::move(*sql)}};
}

void check_schema(const ModelSpec& model, Problems& problems) {
  const std::string& file = model.where.file;
  if (model.schema.empty()) {
    problems.add({file}, "a model must be in a folder of models/, whose name is its schema",
                 fmt::format("move it: models/gold/{}.sql", model.name));
  } else if (is_reserved_schema(model.schema)) {
    problems.add({file}, fmt::format("the schema '{}' is c360's own", model.schema),
                 "put the model in another folder of models/, such as gold");
  } else {
    check_name(model.schema, file, "schema", problems);
  }
}

void check_twice(const std::vector<ModelSpec>& models, Problems& problems) {
  std::map<std::string, std::string> first;
  for (const ModelSpec& model : models) {
    const auto [known, is_new] = first.emplace(folded(model.schema) + "." + folded(model.name), model.where.file);
    if (!is_new)
      problems.add({model.where.file}, fmt::format("{}.{} is defined twice", model.schema, model.name),
                   fmt::format("rename one; the other is {}", known->second));
  }
}

}  // namespace

std::vector<ModelSpec> read_models(const fs::path& root, Problems& problems) {
  std::vector<ModelSpec> models;
  std::vector<ReadVariant> variants;
  for (const std::string& file : files_below(root, "models", ".sql", true)) {
    const std::optional<ModelFileName> name = model_file_name(file, problems);
    if (!name) continue;
    if (name->language) {
      if (auto variant = read_variant(root, file, *name, problems)) variants.push_back(std::move(*variant));
      continue;
    }
    std::optional<ModelSpec> model = read_model(root, file, name->model, problems);
    if (!model) continue;
    check_schema(*model, problems);
    check_name(model->name, file, "model", problems);
    models.push_back(std::move(*model));
  }
  check_twice(models, problems);
  attach_variants(std::move(variants), models, problems);
  return models;
}

std::vector<TestSpec> read_tests(const fs::path& root, Problems& problems) {
  std::vector<TestSpec> tests;
  for (const std::string& file : files_below(root, "tests", ".sql", false)) {
    std::optional<std::string> sql = read_select(root, file, problems);
    if (!sql) continue;
    TestSpec test;
    test.where = {file, 1, 1};
    test.name = fs::path(file).stem().string();
    test.description = read_heading(*sql, file, Shape{}).description;
    test.sql = std::move(*sql);
    check_name(test.name, file, "test", problems);
    tests.push_back(std::move(test));
  }
  return tests;
}

}  // namespace c360::project
