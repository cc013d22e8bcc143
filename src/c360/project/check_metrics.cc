#include "c360/project/check_metrics.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "c360/base/suggest.h"
#include "c360/project/check_measures.h"
#include "c360/project/metric_words.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

template <class T>
std::vector<std::string> names_of(const std::vector<T>& list) {
  std::vector<std::string> names;
  for (const T& entry : list) names.push_back(entry.name);
  return names;
}

/// What one file says about its table.
class EntityChecker {
 public:
  EntityChecker(const ReadMetrics& read, const std::vector<ReadMetrics>& all, const ReadContracts& contracts,
                const std::vector<ModelSpec>& models, Problems& problems)
      : read_(read), entity_(read.entity), all_(all), contracts_(contracts), models_(models), problems_(problems) {
    contract_ = contract_of(entity_, contracts_);
  }

  void check() {
    check_table(entity_.table, read_.document.place({"table"}));
    check_key();
    for (const MetricColumn& column : entity_.columns) check_column(column.name, column.where);
    for (const Relationship& relationship : entity_.relationships) check_relationship(relationship);
    check_active();
    check_dimensions();
    check_time();
    check_hierarchies();
    check_semi_additive();
    check_agreements();
  }

 private:
  void check_table(const std::string& table, const Location& where) {
    if (table.empty() || problems_.reported(where)) return;
    std::vector<std::string> known;
    for (const ReadContract& read : contracts_.read) known.push_back("silver." + read.contract.entity);
    for (const ModelSpec& model : models_) known.push_back(model.schema + "." + model.name);
    if (std::find(known.begin(), known.end(), table) != known.end()) return;
    const bool is_unknown = table.starts_with("silver.") && contracts_.unreadable.count(table.substr(7)) > 0;
    if (!is_unknown) problems_.add(where, fmt::format("there is no table '{}'", table), did_you_mean(table, known));
  }

  /// Columns of silver are known here; those of models only once they are compiled.
  void check_column(const std::string& column, const Location& where) {
    if (contract_ == nullptr || contract_->find(column) != nullptr) return;
    problems_.add(where, fmt::format("{} has no column '{}'", entity_.table, column),
                  did_you_mean(column, names_of(contract_->columns)));
  }

  void check_key() {
    if (entity_.key.empty() && (contract_ != nullptr || model_of(entity_, models_) != nullptr))
      problems_.add(entity_.where, fmt::format("no columns name a row of '{}'", entity_.name),
                    "add 'key', or '-- grain:' to the model");
    if (const YamlNode* node = read_.document.find("key"))
      for (std::size_t i = 0; i < entity_.key.size(); ++i) check_column(entity_.key[i], node->place_of_item(i));
  }

  void check_relationship(const Relationship& relationship) {
    if (!relationship.written) return;
    const Location where = read_.document.place({"relationships", relationship.name});
    const auto target = std::find_if(all_.begin(), all_.end(),
                                     [&](const ReadMetrics& other) { return other.entity.name == relationship.to; });
    if (target == all_.end()) {
      problems_.add(where, fmt::format("there is no entity '{}'", relationship.to),
                    did_you_mean(relationship.to, entity_names(all_)));
    } else if (!target->entity.key.empty() && target->entity.key.size() != relationship.columns.size()) {
      problems_.add(where,
                    fmt::format("the columns of '{}' number {}, those of the key of '{}' {}", relationship.name,
                                relationship.columns.size(), relationship.to, target->entity.key.size()),
                    "name one column for each of the key's");
    }
    for (const std::string& column : relationship.columns) check_column(column, where);
  }

  void check_active() {
    std::map<std::string, const Relationship*> first;
    for (const Relationship& relationship : entity_.relationships) {
      if (!relationship.active) continue;
      const auto [known, is_new] = first.emplace(relationship.to, &relationship);
      if (!is_new)
        problems_.add(relationship.where,
                      fmt::format("'{}' and '{}' both lead to '{}', and both are active", known->second->name,
                                  relationship.name, relationship.to),
                      "say which one questions mean: write active: false for the other");
    }
  }

  void check_dimensions() {
    std::map<std::string, const Dimension*> first;
    for (const Dimension& dimension : entity_.dimensions) {
      const auto [known, is_new] = first.emplace(folded(dimension.name), &dimension);
      if (!is_new)
        problems_.add(dimension.where, fmt::format("'{}' has two dimensions called '{}'", entity_.name, dimension.name),
                      fmt::format("rename one; the other is on line {}", known->second->where.line));
      if (dimension.kind != Dimension::Kind::kColumn) check_dimension(dimension);
    }
  }

  void check_dimension(const Dimension& dimension) {
    const Location where = read_.document.place({"dimensions", dimension.name});
    const int kinds =
        (dimension.sql.empty() ? 0 : 1) + (dimension.measure.empty() ? 0 : 1) + (dimension.since.empty() ? 0 : 1);
    if (kinds != 1 && !problems_.reported(where))
      problems_.add(dimension.where,
                    fmt::format("the dimension '{}' must have one of 'sql', 'measure' and 'since'", dimension.name));
    const bool has_details = !dimension.bands.empty() || dimension.as != Dimension::As::kValue;
    if (has_details && dimension.measure.empty())
      problems_.add(dimension.where, "'as' and 'bands' go with 'measure'", "remove them");
    check_bands(dimension);
    if (!dimension.measure.empty()) check_measure_name(dimension.measure, where);
    if (!dimension.since.empty()) check_since(dimension, where);
  }

  void check_bands(const Dimension& dimension) {
    const Location where = read_.document.place({"dimensions", dimension.name, "bands"});
    double last = 0;
    for (std::size_t i = 0; i < dimension.bands.size(); ++i) {
      const std::string& band = dimension.bands[i];
      double number = 0;
      const auto [end, error] =
          std::from_chars(band.data(), band.data() + band.size(), number, std::chars_format::fixed);
      if (error != std::errc() || end != band.data() + band.size()) {
        problems_.add(where, fmt::format("'{}' is not a number where a band can begin", band), "write digits");
      } else if (i > 0 && number <= last) {
        problems_.add(where, fmt::format("the bands do not ascend: {} after {}", band, dimension.bands[i - 1]),
                      "write them from the least to the greatest");
      }
      last = number;
    }
  }

  void check_since(const Dimension& dimension, const Location& where) {
    const std::size_t dot = dimension.since.find('.');
    const std::string name = dimension.since.substr(0, dot);
    const auto target =
        std::find_if(all_.begin(), all_.end(), [&](const ReadMetrics& other) { return other.entity.name == name; });
    if (target == all_.end() || dot == std::string::npos) {
      problems_.add(where, fmt::format("'since' must name an entity's dimension, not '{}'", dimension.since),
                    did_you_mean(name, entity_names(all_)));
    } else if (target->entity.find_dimension(dimension.since.substr(dot + 1)) == nullptr) {
      problems_.add(where, fmt::format("'{}' has no dimension '{}'", name, dimension.since.substr(dot + 1)),
                    did_you_mean(dimension.since.substr(dot + 1), names_of(target->entity.dimensions)));
    }
    if (entity_.time.empty())
      problems_.add(where, fmt::format("'{}' has no time to count from '{}'", entity_.name, dimension.since),
                    "give a column the role time");
  }

  void check_time() {
    if (!entity_.time.empty() && entity_.find_dimension(entity_.time) == nullptr)
      problems_.add(read_.document.place({"time"}), fmt::format("'time' names no dimension: '{}'", entity_.time),
                    did_you_mean(entity_.time, names_of(entity_.dimensions)));
    const auto times = std::count_if(entity_.columns.begin(), entity_.columns.end(),
                                     [](const MetricColumn& column) { return column.role == ColumnRole::kTime; });
    if (times > 1 && entity_.time.empty())
      problems_.add(entity_.where, fmt::format("'{}' has {} columns with the role time", entity_.name, times),
                    "say which one questions mean: add 'time' with its name");
  }

  void check_hierarchies() {
    for (const Hierarchy& hierarchy : entity_.hierarchies) {
      const YamlNode* all = read_.document.find("hierarchies");
      const YamlNode* node = all == nullptr ? nullptr : all->find(hierarchy.name);
      if (node == nullptr) continue;
      if (hierarchy.levels.size() < 2)
        problems_.add(node->where, fmt::format("the hierarchy '{}' has fewer than two levels", hierarchy.name),
                      "name its dimensions from coarse to fine");
      for (std::size_t i = 0; i < hierarchy.levels.size(); ++i)
        if (entity_.find_dimension(hierarchy.levels[i]) == nullptr)
          problems_.add(node->place_of_item(i),
                        fmt::format("'{}' has no dimension '{}'", entity_.name, hierarchy.levels[i]),
                        did_you_mean(hierarchy.levels[i], names_of(entity_.dimensions)));
    }
  }

  void check_semi_additive() {
    for (const Measure& measure : entity_.measures) {
      if (!measure.semi_additive) continue;
      check_column(measure.semi_additive->over,
                   read_.document.place({"measures", measure.name, "semi_additive", "over"}));
      for (const std::string& column : measure.semi_additive->per)
        check_column(column, read_.document.place({"measures", measure.name, "semi_additive", "per"}));
      if (measure.aggregate.function != Aggregate::Function::kSum &&
          measure.aggregate.function != Aggregate::Function::kCount)
        problems_.add(measure.semi_additive->where, "only sums and counts can be semi-additive",
                      "write the value as sum(…) or count(…)");
    }
  }

  void check_agreements() {
    const YamlNode* nodes = read_.document.find("agrees_with");
    std::size_t index = 0;
    for (const Agreement& agreement : entity_.agreements) {
      const Location where = nodes == nullptr ? agreement.where : nodes->place_of_item(index++);
      check_table(agreement.table, where);
      for (const auto& measure : agreement.measures) check_measure_name(measure.second, where);
    }
  }

  void check_measure_name(const std::string& name, const Location& where) {
    const std::vector<std::string> known = measure_names(all_);
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    problems_.add(where, fmt::format("there is no measure '{}'", name), did_you_mean(name, known));
  }

  const ReadMetrics& read_;
  const MetricEntity& entity_;
  const std::vector<ReadMetrics>& all_;
  const ReadContracts& contracts_;
  const std::vector<ModelSpec>& models_;
  Problems& problems_;
  const Contract* contract_ = nullptr;
};

void check_names(const std::vector<ReadMetrics>& all, Problems& problems) {
  std::map<std::string, const ReadMetrics*> by_name;
  std::map<EntityRole, const ReadMetrics*> by_role;
  for (const ReadMetrics& read : all) {
    if (read.entity.name.empty()) continue;
    const auto [known, is_new] = by_name.emplace(folded(read.entity.name), &read);
    const Location where = read.document.place({"entity"});
    if (!is_new)
      problems.add(where, fmt::format("the entity '{}' has two files in metrics/", read.entity.name),
                   "remove one; the other is " + known->second->entity.where.file);
    if (folded(read.entity.name) == "time")
      problems.add(where, "an entity cannot be called 'time'", "questions mean each entity's main time by it");
    if (read.entity.role == EntityRole::kOther) continue;
    const auto [holder, is_free] = by_role.emplace(read.entity.role, &read);
    if (!is_free)
      problems.add(read.document.place({"role"}),
                   fmt::format("'{}' and '{}' both are the project's {}", holder->second->entity.name, read.entity.name,
                               word_of(read.entity.role)),
                   "unite them in a model, or give one the role other");
  }
}

}  // namespace

void check_metrics(const std::vector<ReadMetrics>& all, const ReadContracts& contracts,
                   const std::vector<ModelSpec>& models, Problems& problems) {
  check_names(all, problems);
  for (const ReadMetrics& read : all) EntityChecker(read, all, contracts, models, problems).check();
  check_measures(all, problems);
}

}  // namespace c360::project
