#include "c360/powerbi/tmdl/check_references.h"

#include <fmt/core.h>

#include <map>
#include <set>
#include <string>

#include "c360/base/suggest.h"
#include "c360/powerbi/dax_tokens.h"
#include "c360/powerbi/tmdl/check_relationships.h"
#include "c360/powerbi/tmdl/names.h"

namespace c360::powerbi::tmdl {
namespace {

/// Things by name. Names are the same if only capitals differ, as in Power BI.
class Names {
 public:
  /// False if the name is taken.
  bool add(const Object& object) { return by_name_.emplace(folded(object.name), &object).second; }
  const Object* find(const std::string& name) const {
    const auto found = by_name_.find(folded(name));
    return found == by_name_.end() ? nullptr : found->second;
  }
  std::vector<std::string> all() const {
    std::vector<std::string> names;
    for (const auto& [folded_name, object] : by_name_) names.push_back(object->name);
    return names;
  }

 private:
  static std::string folded(std::string name) {
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
  }

  std::map<std::string, const Object*> by_name_;
};

struct Table {
  const Object* object = nullptr;
  Names columns, measures, hierarchies, partitions;
};

class ReferenceChecker {
 public:
  ReferenceChecker(const std::vector<Document>& documents, std::vector<Error>& errors)
      : documents_(documents), errors_(errors) {}

  void check() {
    for (const Document& document : documents_)
      for (const Object& object : document) note(object);
    for (const Document& document : documents_)
      for (const Object& object : document) check(object);
    for (auto& [name, table] : tables_) check(table);
    const std::string ambiguous = ambiguous_tables(ways_);
    if (!ambiguous.empty() && model_ != nullptr)
      report(*model_, "filters have more than one active way between " + ambiguous);
    if (model_ == nullptr) errors_.emplace_back(ErrorCode::kCorrupt, "there is no model", "", Location{"model.tmdl"});
  }

 private:
  void report(const Object& object, std::string message, std::string hint = {}) {
    errors_.emplace_back(ErrorCode::kCorrupt, std::move(message), std::move(hint), object.where);
  }
  void report(const Property& property, std::string message, std::string hint = {}) {
    errors_.emplace_back(ErrorCode::kCorrupt, std::move(message), std::move(hint), property.where);
  }

  void unique(Names& names, const Object& object) {
    if (!names.add(object)) report(object, fmt::format("there are two {}s called '{}'", object.type, object.name));
  }

  void note(const Object& object) {
    if (object.is_reference) return;
    note_lineage(object);
    if (object.type == "model" || object.type == "database") {
      const Object*& only = object.type == "model" ? model_ : database_;
      if (only != nullptr) report(object, fmt::format("there are two objects '{}'", object.type));
      only = &object;
    } else if (object.type == "table") {
      note_table(object);
    } else {
      unique(others_[object.type], object);
    }
  }

  /// A lineage tag says that two states of one thing belong together: no two things may share one.
  void note_lineage(const Object& object) {
    const Property* tag = object.find("lineageTag");
    if (tag != nullptr && !lineage_.insert(tag->value).second)
      report(*tag, fmt::format("the lineageTag {} is used twice", tag->value));
    for (const Object& child : object.children) note_lineage(child);
  }

  void note_table(const Object& object) {
    unique(table_names_, object);
    Table& table = tables_[object.name];
    if (table.object == nullptr) table.object = &object;
    for (const Object& child : object.children) {
      if (child.type == "column") unique(table.columns, child);
      if (child.type == "hierarchy") unique(table.hierarchies, child);
      if (child.type == "partition") unique(table.partitions, child);
      if (child.type != "measure") continue;
      unique(measures_, child);
      table.measures.add(child);
    }
  }

  void check(const Object& object) {
    if (object.is_reference) {
      check_reference(object);
    } else if (object.type == "relationship") {
      check_relationship(object);
    } else if (object.type == "role") {
      for (const Object& child : object.children)
        if (child.type == "tablePermission" && find_table(child, child.name)) check_dax(child, child.default_value);
    }
  }

  void check_reference(const Object& reference) {
    const Names& names = reference.type == "table" ? table_names_ : others_[reference.type];
    if (names.find(reference.name) == nullptr)
      report(reference, fmt::format("there is no {} '{}' to refer to", reference.type, reference.name),
             did_you_mean(reference.name, names.all()));
  }

  template <typename Place>
  const Table* find_table(const Place& place, const std::string& name) {
    const Object* object = table_names_.find(name);
    if (object != nullptr) return &tables_.at(object->name);
    report(place, fmt::format("there is no table '{}'", name), did_you_mean(name, table_names_.all()));
    return nullptr;
  }

  const Object* find_column(const Property& property, const Table& table, const std::string& name) {
    if (const Object* column = table.columns.find(name)) return column;
    report(property, fmt::format("the table '{}' has no column '{}'", table.object->name, name),
           did_you_mean(name, table.columns.all()));
    return nullptr;
  }

  const Object* find_end(const Object& relationship, const char* end) {
    const Property* property = relationship.find(end);
    const auto name = property == nullptr ? std::nullopt : read_column_name(property->value);
    if (!name) return nullptr;
    const Table* table = find_table(*property, name->table);
    return table == nullptr ? nullptr : find_column(*property, *table, name->column);
  }

  void check_relationship(const Object& relationship) {
    const Object* from = find_end(relationship, "fromColumn");
    const Object* to = find_end(relationship, "toColumn");
    if (from == nullptr || to == nullptr) return;
    const std::string from_type = from->value("dataType");
    const std::string to_type = to->value("dataType");
    if (from_type != to_type)
      report(relationship, fmt::format("a {} column is related to a {} column", from_type, to_type));
    const std::string from_table = read_column_name(relationship.value("fromColumn"))->table;
    const std::string to_table = read_column_name(relationship.value("toColumn"))->table;
    if (from_table == to_table) report(relationship, fmt::format("the table '{}' is related to itself", to_table));
    if (relationship.value("isActive") != "false")
      ways_.push_back({from_table, to_table, relationship.value("crossFilteringBehavior") == "bothDirections"});
  }

  void check(const Table& table) {
    if (table.partitions.all().empty())
      report(*table.object, fmt::format("the table '{}' has no partition to take rows from", table.object->name));
    for (const Object& child : table.object->children) {
      if (child.type == "column") check_column(table, child);
      if (child.type == "measure") check_measure(table, child);
      if (child.type == "hierarchy") check_hierarchy(table, child);
      if (child.type == "partition") check_partition(child);
    }
  }

  void check_column(const Table& table, const Object& column) {
    if (column.has_default) {
      check_dax(column, column.default_value);
    } else if (column.find("sourceColumn") == nullptr) {
      report(column, fmt::format("column '{}' has neither a sourceColumn nor an expression", column.name));
    }
    const Property* sorted = column.find("sortByColumn");
    if (sorted == nullptr) return;
    const auto name = read_name(sorted->value);
    const Object* by = name ? find_column(*sorted, table, name->name) : nullptr;
    if (by == &column) report(*sorted, fmt::format("column '{}' is sorted by itself", column.name));
  }

  void check_measure(const Table& table, const Object& measure) {
    if (table.columns.find(measure.name) != nullptr)
      report(measure, fmt::format("the table '{}' has a column called '{}' too", table.object->name, measure.name));
    check_dax(measure, measure.default_value);
  }

  void check_hierarchy(const Table& table, const Object& hierarchy) {
    Names levels;
    std::set<std::string> columns;
    for (const Object& level : hierarchy.children) {
      if (level.type != "level") continue;
      unique(levels, level);
      const Property* property = level.find("column");
      const auto name = property == nullptr ? std::nullopt : read_name(property->value);
      if (!name || find_column(*property, table, name->name) == nullptr) continue;
      if (!columns.insert(name->name).second)
        report(level, fmt::format("the column '{}' is two levels of '{}'", name->name, hierarchy.name));
    }
    if (columns.empty()) report(hierarchy, fmt::format("the hierarchy '{}' has no level", hierarchy.name));
  }

  void check_partition(const Object& partition) {
    if ((partition.default_value == "m" || partition.default_value == "calculated") &&
        partition.find("source") == nullptr)
      report(partition, fmt::format("partition '{}' has no source", partition.name));
  }

  void check_dax(const Object& object, const std::string& expression) {
    try {
      check_dax(object, dax_references(expression));
    } catch (const Error& error) {
      report(object, fmt::format("the DAX of {} '{}': {}", object.type, object.name, error.message()));
    }
  }

  void check_dax(const Object& object, const DaxReferences& references) {
    for (const auto& column : references.columns) {
      const Table* table = find_table(object, column.table);
      if (table == nullptr || table->columns.find(column.name) != nullptr) continue;
      if (table->measures.find(column.name) == nullptr)
        report(object,
               fmt::format("the DAX of '{}' names a column '{}'[{}], which there is not", object.name, column.table,
                           column.name),
               did_you_mean(column.name, table->columns.all()));
    }
    for (const std::string& table : references.tables) find_table(object, table);
    for (const std::string& measure : references.measures) {
      if (measures_.find(measure) == nullptr)
        report(object, fmt::format("the DAX of '{}' names a measure [{}], which there is not", object.name, measure),
               did_you_mean(measure, measures_.all()));
    }
  }

  const std::vector<Document>& documents_;
  std::vector<Error>& errors_;
  const Object* model_ = nullptr;
  const Object* database_ = nullptr;
  Names table_names_, measures_;
  std::map<std::string, Table> tables_;
  std::map<std::string, Names> others_;
  std::set<std::string> lineage_;
  std::vector<FilterWay> ways_;
};

}  // namespace

void check_references(const std::vector<Document>& documents, std::vector<Error>& errors) {
  ReferenceChecker(documents, errors).check();
}

}  // namespace c360::powerbi::tmdl
