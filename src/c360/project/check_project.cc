#include "c360/project/check_project.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "c360/base/suggest.h"
#include "c360/project/column_types.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

using ByEntity = std::map<std::string, const ReadContract*>;

/// Whether a key of a source tells anything about files of a format.
bool fits(FileFormat format, std::string_view key) {
  const bool json = format == FileFormat::kJson || format == FileFormat::kNdjson;
  if (key == "delimiter" || key == "quote" || key == "header" || key == "columns") return format == FileFormat::kCsv;
  if (key == "encoding") return json || format == FileFormat::kCsv;
  if (key == "records") return format == FileFormat::kJson;
  if (key == "flatten") return json;
  return key != "sheet" || format == FileFormat::kXlsx;
}

void check_keys_of_format(const Source& source, const YamlNode& node, Problems& problems) {
  if (!source.format || source.rest) return;
  for (const YamlNode& key : node.keys) {
    if (fits(*source.format, key.text)) continue;
    problems.add(
        key.where,
        fmt::format("'{}' says nothing about files of the format that the source '{}' has", key.text, source.name),
        "remove it, or change 'format'");
  }
}

/// Whether it is told elsewhere what is wrong with one of these keys: it is written, but not as it should be.
bool is_written(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kScalar) return true;
  const std::vector<std::string> origins = {"files", "delta", "rest"};
  return std::any_of(node.keys.begin(), node.keys.end(),
                     [&](const YamlNode& written) { return closest(written.text, origins).has_value(); });
}

/// Tells of keys that say something about files of any kind, but not about this origin.
void check_keys_of_origin(const YamlNode& node, const std::vector<std::string>& allowed, const std::string& what,
                          Problems& problems) {
  for (const YamlNode& key : node.keys) {
    if (std::find(allowed.begin(), allowed.end(), key.text) != allowed.end()) continue;
    problems.add(key.where, fmt::format("'{}' says nothing about {}", key.text, what), "remove it");
  }
}

/// That a source is one of files, a Delta table and an API, and what is said about files is said of files.
void check_origin(const Source& source, const YamlNode& node, Problems& problems) {
  std::vector<std::string> origins;
  if (!source.files.empty()) origins.push_back("files");
  if (!source.delta.empty()) origins.push_back("delta");
  if (source.rest) origins.push_back("rest");
  if (origins.size() > 1)
    problems.add(node.where, fmt::format("the source '{}' has both '{}' and '{}'", source.name, origins[0], origins[1]),
                 "remove one of them");
  if (origins.empty() && !is_written(node))
    problems.add(node.where, fmt::format("the source '{}' has neither 'files' nor 'delta' nor 'rest'", source.name),
                 "add 'files': a glob of files");
  if (!source.delta.empty())
    check_keys_of_origin(node, {"delta", "files", "rest", "freshness"}, "a Delta table", problems);
  else if (source.rest)
    check_keys_of_origin(node, {"rest", "files", "records", "flatten", "malformed", "freshness"}, "an API", problems);
}

void check_source(const Source& source, const YamlNode& node, Problems& problems) {
  check_origin(source, node, problems);
  check_keys_of_format(source, node, problems);
  const bool has_names = !source.columns.empty();
  if (!source.header && !has_names)
    problems.add(node.place({"header"}), fmt::format("the source '{}' has neither a header nor names", source.name),
                 "add 'columns': [name, …] in the files' order");
  if (source.header && has_names)
    problems.add(node.place({"columns"}), fmt::format("the source '{}' has a header and names", source.name),
                 "remove 'columns', or write header: false");
  if (source.delimiter && source.quote && *source.delimiter == *source.quote)
    problems.add(node.place({"quote"}), "the quote and the delimiter are the same character", "change one of them");
}

void check_source_names(const std::vector<Source>& sources, Problems& problems) {
  std::map<std::string, const Source*> first;
  for (const Source& source : sources) {
    const auto [known, is_new] = first.emplace(folded(source.name), &source);
    if (!is_new && known->second->name != source.name)
      problems.add(source.where,
                   fmt::format("'{}' and '{}' are one name: capitals do not count", source.name, known->second->name),
                   "rename one of the sources");
    if (folded(source.name).ends_with("__malformed"))
      problems.add(source.where, fmt::format("'{}' cannot be a source's name: it ends in '__malformed'", source.name),
                   "that is where c360 keeps malformed records; use another name");
  }
}

std::vector<std::string> source_names(const Project& project) {
  std::vector<std::string> names;
  for (const Source& source : project.sources) names.push_back(source.name);
  return names;
}

void check_from(const ReadContract& read, const ReadSettings& settings, Problems& problems) {
  const Contract& contract = read.contract;
  const bool is_known = !settings.is_whole || settings.project.find_source(contract.from) != nullptr;
  const YamlNode* sources = settings.document.find("sources");
  const bool was_written = sources != nullptr && sources->find(contract.from) != nullptr;
  if (is_known || was_written || contract.from.empty()) return;
  if (read.document.find("from") != nullptr) {
    problems.add(read.document.place({"from"}), fmt::format("there is no source '{}'", contract.from),
                 did_you_mean(contract.from, source_names(settings.project)));
  } else {
    problems.add(read.document.place({"entity"}),
                 fmt::format("there is no source '{}' for this entity, and no 'from'", contract.from),
                 "add 'from' with a source's name; " + did_you_mean(contract.from, source_names(settings.project)));
  }
}

ByEntity by_entity(const ReadContracts& contracts, Problems& problems) {
  ByEntity entities;
  std::map<std::string, const ReadContract*> first;
  for (const ReadContract& read : contracts.read) {
    if (read.contract.entity.empty()) continue;
    entities.emplace(read.contract.entity, &read);
    const auto [known, is_new] = first.emplace(folded(read.contract.entity), &read);
    if (is_new) continue;
    problems.add(read.document.place({"entity"}),
                 fmt::format("the entity '{}' has two contracts", read.contract.entity),
                 "remove one; the other is " + known->second->document.place({"entity"}).to_string());
  }
  return entities;
}

Location reference_place(const ReadContract& read, const ColumnSpec& column) {
  return read.document.place({"columns", column.name, "references"});
}

bool types_meet(const sql::Type& child, const sql::Type& parent) {
  return child == parent || (is_whole_number(child) && is_whole_number(parent));
}

void check_parent_column(const ReadContract& child, const ColumnSpec& column, const ReadContract& parent,
                         Problems& problems) {
  const Location where = reference_place(child, column);
  const std::string& name = column.references->column;
  const ColumnSpec* target = parent.contract.find(name);
  if (target == nullptr) {
    const YamlNode* written = parent.document.find("columns");
    if (written != nullptr && written->find(name) != nullptr) return;
    std::vector<std::string> names;
    for (const ColumnSpec& candidate : parent.contract.columns) names.push_back(candidate.name);
    problems.add(where, fmt::format("the entity '{}' has no column '{}'", parent.contract.entity, name),
                 did_you_mean(name, names));
    return;
  }
  const bool types_known = !problems.reported(parent.document.place({"columns", name, "type"})) &&
                           !problems.reported(child.document.place({"columns", column.name, "type"}));
  if (types_known && !types_meet(column.type, target->type))
    problems.add(where,
                 fmt::format("'{}' is {}, but {}.{} is {}", column.name, column.type.to_string(),
                             parent.contract.entity, name, target->type.to_string()),
                 "give both columns one type");
}

void check_reference(const ReadContract& child, const ColumnSpec& column, const ByEntity& entities,
                     const ReadContracts& contracts, Problems& problems) {
  const std::string& entity = column.references->entity;
  const auto parent = entities.find(entity);
  if (parent != entities.end()) return check_parent_column(child, column, *parent->second, problems);
  if (contracts.unreadable.count(entity) > 0) return;
  std::vector<std::string> names;
  for (const auto& known : entities) names.push_back(known.first);
  problems.add(reference_place(child, column), fmt::format("there is no entity '{}'", entity),
               did_you_mean(entity, names));
}

/// Finds circles of references by walking from children to parents.
class CircleFinder {
 public:
  CircleFinder(const ByEntity& entities, Problems& problems) : entities_(entities), problems_(problems) {}

  void find() {
    for (const auto& entity : entities_) visit(entity.first);
  }

 private:
  void visit(const std::string& entity) {
    if (done_.count(entity) > 0) return;
    path_.push_back(entity);
    const ReadContract& read = *entities_.at(entity);
    for (const ColumnSpec& column : read.contract.columns)
      if (column.references && entities_.count(column.references->entity) > 0) follow(read, column);
    path_.pop_back();
    done_.insert(entity);
  }

  void follow(const ReadContract& read, const ColumnSpec& column) {
    const std::string& parent = column.references->entity;
    const auto start = std::find(path_.begin(), path_.end(), parent);
    if (start == path_.end()) return visit(parent);
    std::string circle;
    for (auto entity = start; entity != path_.end(); ++entity) circle += *entity + " → ";
    problems_.add(reference_place(read, column), fmt::format("references form a circle: {}{}", circle, parent),
                  "remove one of these references; a cross-table check can test it instead");
  }

  const ByEntity& entities_;
  Problems& problems_;
  std::vector<std::string> path_;
  std::set<std::string> done_;
};

/// Moves a contract to `ordered` after the contracts it references.
void place_after_parents(std::size_t index, std::vector<ReadContract>& read, std::vector<bool>& placed,
                         std::vector<Contract>& ordered) {
  if (placed[index]) return;
  placed[index] = true;
  for (const ColumnSpec& column : read[index].contract.columns) {
    if (!column.references) continue;
    for (std::size_t i = 0; i < read.size(); ++i)
      if (!placed[i] && read[i].contract.entity == column.references->entity)
        place_after_parents(i, read, placed, ordered);
  }
  ordered.push_back(std::move(read[index].contract));
}

}  // namespace

void check_settings(const ReadSettings& settings, Problems& problems) {
  const YamlNode* nodes = settings.document.find("sources");
  for (const Source& source : settings.project.sources)
    if (const YamlNode* node = nodes->find(source.name)) check_source(source, *node, problems);
  check_source_names(settings.project.sources, problems);
}

void check_references(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems) {
  const ByEntity entities = by_entity(contracts, problems);
  for (const ReadContract& read : contracts.read) {
    check_from(read, settings, problems);
    for (const ColumnSpec& column : read.contract.columns)
      if (column.references) check_reference(read, column, entities, contracts, problems);
  }
  CircleFinder(entities, problems).find();
}

std::vector<Contract> parents_first(ReadContracts contracts) {
  std::vector<Contract> ordered;
  std::vector<bool> placed(contracts.read.size());
  for (std::size_t i = 0; i < contracts.read.size(); ++i) place_after_parents(i, contracts.read, placed, ordered);
  return ordered;
}

}  // namespace c360::project
