#include "c360/powerbi/build_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "c360/metric/labels.h"
#include "c360/metric/names.h"
#include "c360/metric/typed_model.h"
#include "c360/powerbi/dax_measures.h"
#include "c360/powerbi/dax_text.h"
#include "c360/powerbi/dax_tokens.h"
#include "c360/powerbi/filter_ways.h"
#include "c360/powerbi/formats.h"
#include "c360/powerbi/table_columns.h"
#include "c360/project/names.h"
#include "c360/sql/functions.h"

namespace c360::powerbi {
namespace {

using project::Dimension;
using project::folded;
using project::Measure;
using project::MetricEntity;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

EntityColumns columns_of(engine::Connection& connection, const project::SemanticModel& semantics) {
  EntityColumns columns;
  for (const MetricEntity& entity : semantics.entities) {
    sql::Query query;
    query.from = sql::table({entity.schema(), entity.table_name()});
    columns[entity.name] = connection.describe(query);
  }
  return columns;
}

/// Where people find a measure.
std::string folder_of(const Measure& measure) {
  switch (measure.kind) {
    case Measure::Kind::kAggregate:
    case Measure::Kind::kFormula:
      return "Totals";
    case Measure::Kind::kRatio:
    case Measure::Kind::kShare:
    case Measure::Kind::kRank:
      return "Averages and rates";
    case Measure::Kind::kChange:
      return "Compared with earlier";
    case Measure::Kind::kRunning:
    case Measure::Kind::kRolling:
      return "Over time";
    case Measure::Kind::kEach:
      return "Of each";
  }
  return {};
}

class ModelBuilder {
 public:
  ModelBuilder(engine::Connection& connection, const project::Project& project, const DataSource& source)
      : connection_(connection),
        project_(project),
        region_(region_of(project)),
        semantics_(project.metrics),
        source_(source),
        typed_(project, connection),
        lake_columns_(columns_of(connection, semantics_)),
        names_(semantics_, lake_columns_) {}

  BuiltModel build() {
    for (const MetricEntity& entity : semantics_.entities) add_table(entity);
    ways_ = find_filter_ways(semantics_, names_, columns_);
    keep(ways_.remarks);
    std::map<std::string, DaxColumns> dax;
    for (const auto& [entity, made] : columns_) dax[entity] = made.dax;
    const DaxGround ground{semantics_, names_, dax, ways_.dates, ways_.filtered_by};
    DaxMeasures writer(connection_, ground);
    for (const MetricEntity& entity : semantics_.entities) add_dimensions(entity, writer, dax.at(entity.name));
    for (const MetricEntity& entity : semantics_.entities) add_measures(entity, writer);
    while (drop_what_leads_nowhere()) {
    }
    for (const MetricEntity& entity : semantics_.entities) add_hierarchies(entity);
    finish();
    return {std::move(model_), std::move(names_), std::move(exported_), std::move(remarks_)};
  }

 private:
  void keep(std::vector<Remark>& remarks) { std::move(remarks.begin(), remarks.end(), std::back_inserter(remarks_)); }
  void leave_out(std::string what, std::string why) { remarks_.push_back({std::move(what), std::move(why), true}); }

  TabularTable& table_of(const MetricEntity& entity) {
    return *std::find_if(model_.tables.begin(), model_.tables.end(),
                         [&](const TabularTable& table) { return table.name == names_.table(entity.name); });
  }

  void add_table(const MetricEntity& entity) {
    TableColumnsMade& made = columns_[entity.name] =
        make_columns(project_, region_, entity, lake_columns_.at(entity.name), names_, source_.kind);
    TabularTable table;
    table.name = names_.table(entity.name);
    table.description = entity.description;
    table.columns = made.columns;
    std::vector<SourceColumn> source_columns;
    for (const auto& column : made.exported) source_columns.push_back({column.name, column.type});
    // Parquet files are named after the entity, tables of a database after the table.
    const bool is_file = source_.kind == DataSource::Kind::kParquet;
    table.source = m_source(source_, is_file ? entity.name : entity.table_name(), source_columns, made.added);
    keep(made.remarks);
    exported_.push_back({&entity, made.exported});
    model_.tables.push_back(std::move(table));
  }

  // Dimensions that are no columns of the lakehouse become calculated columns.

  void add_dimensions(const MetricEntity& entity, const DaxMeasures& writer, DaxColumns& dax) {
    for (const Dimension& dimension : entity.dimensions) {
      if (dimension.kind == Dimension::Kind::kColumn) continue;
      try {
        add_dimension(entity, dimension, writer, dax);
      } catch (const Error& error) {
        leave_out(fmt::format("dimension {}.{}", entity.name, dimension.name), error.message());
      }
    }
  }

  void add_dimension(const MetricEntity& entity, const Dimension& dimension, const DaxMeasures& writer,
                     DaxColumns& dax) {
    TabularColumn column;
    column.name = names_.column(entity.name, dimension.name);
    column.description = dimension.description;
    sql::Type type;
    if (dimension.kind == Dimension::Kind::kSql) {
      const auto value = DaxExpressions(connection_, dax).value(dimension.sql);
      column.expression = value.dax;
      type = value.type;
    } else {
      column.expression = value_of_each(entity, dimension);
      if (writer.is_zero_of_nothing(dimension.measure)) column.expression += " + 0";
      type = metric::type_of_measure(typed_, *semantics_.find_measure(dimension.measure));
    }
    if (!dimension.bands.empty()) {
      add_bands(entity, dimension, column, type);
      type = sql::Type{};
    }
    column.type = data_type(type);
    column.format = column_format(type, dimension.role, region_.currency, region_.locale);
    dax[folded(dimension.name)] = {dax_column(names_.table(entity.name), column.name), type, true};
    table_of(entity).columns.push_back(std::move(column));
  }

  /// What a measure comes to for a row of the entity, over all data.
  std::string value_of_each(const MetricEntity& entity, const Dimension& dimension) const {
    if (dimension.kind != Dimension::Kind::kMeasure)
      throw Error(ErrorCode::kUnsupported, "Power BI counts no periods between days of two tables");
    if (dimension.as != Dimension::As::kValue)
      throw Error(ErrorCode::kUnsupported, "a place among all rows would be found anew for each of them");
    if (entity.key.size() != 1)
      throw Error(ErrorCode::kUnsupported, "rows of the entity are named by more than one column");
    const std::string table = names_.table(entity.name);
    const std::string key = dax_column(table, names_.column(entity.name, entity.key.front()));
    const std::string measure = dax_measure(names_.measure(dimension.measure));
    return dax_call("CALCULATE", {measure, dax_call("ALLEXCEPT", {dax_table(table), key})});
  }

  /// The name of a value's band, and a hidden column with the order of the bands.
  void add_bands(const MetricEntity& entity, const Dimension& dimension, TabularColumn& column, const sql::Type& type) {
    const std::vector<std::string> labels = metric::band_labels(dimension.bands, metric::is_whole(type));
    std::string numbers, texts;
    for (std::size_t i = 0; i < dimension.bands.size(); ++i) {
      numbers += fmt::format(", _value < {}, {}", dimension.bands[i], i);
      texts += fmt::format(", _value < {}, {}", dimension.bands[i], dax_string(labels[i]));
    }
    TabularColumn order = column;
    order.name += " (order)";
    order.is_hidden = true;
    order.description = "The order of " + column.name + ".";
    order.type = DataType::kInt64;
    order.expression = fmt::format("VAR _value = {}\nRETURN\n\tSWITCH(TRUE(), ISBLANK(_value), BLANK(){}, {})",
                                   column.expression, numbers, labels.size() - 1);
    column.expression = fmt::format("VAR _value = {}\nRETURN\n\tSWITCH(TRUE(), ISBLANK(_value), BLANK(){}, {})",
                                    column.expression, texts, dax_string(labels.back()));
    column.sort_by = order.name;
    table_of(entity).columns.push_back(std::move(order));
  }

  // Measures.

  void add_measures(const MetricEntity& entity, DaxMeasures& writer) {
    for (const Measure& measure : entity.measures) {
      try {
        TabularMeasure made;
        made.expression = writer.expression(measure);
        made.name = names_.measure(measure.name);
        made.description = measure.description;
        made.format =
            measure_format(measure, metric::type_of_measure(typed_, measure), region_.currency, region_.locale);
        made.display_folder = folder_of(measure);
        table_of(entity).measures.push_back(std::move(made));
      } catch (const Error& error) {
        leave_out("measure " + measure.name, error.message());
      }
    }
  }

  /// Whether an expression names a measure or column that was left out; says which.
  std::optional<std::string> lost_name(const std::string& expression) const {
    const DaxReferences names = dax_references(expression);
    for (const std::string& measure : names.measures) {
      const bool there = std::any_of(model_.tables.begin(), model_.tables.end(),
                                     [&](const TabularTable& table) { return table.find_measure(measure) != nullptr; });
      if (!there) return measure;
    }
    for (const auto& column : names.columns) {
      const TabularTable* table = model_.find_table(column.table);
      if (column.table != names_.dates() && (table == nullptr || table->find_column(column.name) == nullptr))
        return column.table + "." + column.name;
    }
    return std::nullopt;
  }

  bool drop_what_leads_nowhere() {
    const std::size_t before = remarks_.size();
    for (TabularTable& table : model_.tables) {
      drop(table.measures, "measure");
      drop(table.columns, "column");
    }
    return remarks_.size() > before;
  }

  template <typename Things>
  void drop(Things& things, const char* kind) {
    const auto is_lost = [&](const auto& thing) {
      const auto lost = thing.expression.empty() ? std::nullopt : lost_name(thing.expression);
      if (lost)
        leave_out(fmt::format("{} {}", kind, thing.name), fmt::format("it is made of '{}', which is left out", *lost));
      return lost.has_value();
    };
    things.erase(std::remove_if(things.begin(), things.end(), is_lost), things.end());
  }

  void add_hierarchies(const MetricEntity& entity) {
    TabularTable& table = table_of(entity);
    for (const auto& hierarchy : entity.hierarchies) {
      TabularHierarchy made;
      made.name = hierarchy.label;
      for (const std::string& level : hierarchy.levels) {
        const bool known =
            names_.has_column(entity.name, level) && table.find_column(names_.column(entity.name, level)) != nullptr;
        if (!known) {
          leave_out(fmt::format("hierarchy {}.{}", entity.name, hierarchy.name),
                    fmt::format("its level '{}' is left out", level));
          made.levels.clear();
          break;
        }
        made.levels.push_back({names_.column(entity.name, level), names_.column(entity.name, level)});
      }
      while (table.find_column(made.name) != nullptr || table.find_measure(made.name) != nullptr)
        made.name += " levels";
      if (!made.levels.empty()) table.hierarchies.push_back(std::move(made));
    }
  }

  // The whole.

  /// The years of all days that the date table is related to.
  DateRange years() {
    DateRange range{kLastYear, kFirstYear};
    for (const MetricEntity& entity : semantics_.entities) {
      for (const auto& [moment, day] : columns_.at(entity.name).days) {
        sql::Query query;
        const sql::Expr date = sql::cast(sql::column(moment), sql::Type{sql::TypeKind::kDate});
        query.select = {{sql::call(sql::fn::kMin, {date}), "first"}, {sql::call(sql::fn::kMax, {date}), "last"}};
        query.from = sql::table({entity.schema(), entity.table_name()});
        engine::Result result = connection_.query(query);
        const auto chunk = result.next();
        if (!chunk || chunk->rows() == 0 || chunk->is_null(0, 0)) continue;
        range.first_year = std::min(range.first_year, std::stoi(chunk->display(0, 0)));
        range.last_year = std::max(range.last_year, std::stoi(chunk->display(1, 0)));
      }
    }
    if (range.first_year < kFirstYear || range.last_year > kLastYear)
      remarks_.push_back({"days before 1900 or after 2100", "the date table holds none of them", true});
    range.first_year = std::max(range.first_year, kFirstYear);
    range.last_year = std::min(range.last_year, kLastYear);
    return range.first_year > range.last_year ? DateRange{2000, 2000} : range;
  }

  void finish() {
    model_.name = project_.name;
    model_.culture = region_.locale;
    model_.parameters = parameters_of(source_);
    model_.relationships = ways_.relationships;
    model_.tables.push_back(date_table(names_.dates(), years(), region_.week_start - 1, region_.locale));
  }

  engine::Connection& connection_;
  const project::Project& project_;
  const Region region_;
  const project::SemanticModel& semantics_;
  const DataSource& source_;
  metric::TypedModel typed_;
  EntityColumns lake_columns_;
  ModelNames names_;
  MadeColumns columns_;
  FilterWays ways_;
  TabularModel model_;
  std::vector<ExportedTable> exported_;
  std::vector<Remark> remarks_;
};

}  // namespace

BuiltModel build_model(engine::Connection& connection, const project::Project& project, const DataSource& source) {
  if (project.metrics.empty())
    throw Error(ErrorCode::kProject, "the project has no metrics/*.yaml, which a Power BI model is made of",
                "c360 init --template shows an example");
  return ModelBuilder(connection, project, source).build();
}

}  // namespace c360::powerbi
