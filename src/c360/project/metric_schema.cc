#include "c360/project/metric_schema.h"

#include "c360/project/metric_text.h"
#include "c360/project/metric_words.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Value<std::string> measure_name() {
  return text("a measure's name");
}

Value<std::vector<std::string>> conditions() {
  return one_or_list_of(text("a condition such as channel = Online"), "a list of conditions");
}

/// {month: time.month}, in the order written.
Value<Pairs> text_map(std::string expected, std::string value_expected) {
  const Value<std::string> inner = text(std::move(value_expected));
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.expected = std::move(expected);
  shape.inner = std::make_shared<const Shape>(inner.shape);
  return {shape,
          [shape, inner](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<Pairs> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            Pairs pairs;
            for (std::size_t i = 0; i < node.items.size(); ++i)
              if (auto value = inner.read(node.items[i], "'" + node.keys[i].text + "'", problems))
                pairs.emplace_back(node.keys[i].text, std::move(*value));
            return pairs;
          }};
}

Object<MetricColumn> metric_column_object() {
  return Object<MetricColumn>("metric column", "A column of the entity's table, and what it is to people.")
      .field("role", one_of(column_role_words()), &MetricColumn::role, required(),
             "What the column is. It may be written as this word alone. All but amount, price, quantity, points, "
             "duration and number are dimensions, too.")
      .field("label", text("a text"), &MetricColumn::label, otherwise("the name, its `_` as blanks"),
             "What people see.")
      .field("description", text("a text"), &MetricColumn::description, otherwise("the contract's"),
             "What the column means.")
      .short_form("role");
}

Object<Relationship> relationship_object() {
  using Kind = Relationship::Kind;
  return Object<Relationship>("relationship", "Each row of this entity leads to at most one row of another.")
      .field("to", text("an entity's name"), &Relationship::to, required(),
             "The entity it leads to. A relationship may be written as this name alone.")
      .field("columns", one_or_list_of(text("a column's name"), "a list of columns"), &Relationship::columns,
             otherwise("the relationship's name"),
             "The columns of this entity's table that hold the other's key, in the order of its key.")
      .field("kind", one_of<Kind>({{"many_to_one", Kind::kManyToOne}, {"one_to_one", Kind::kOneToOne}}),
             &Relationship::kind, by_default("many_to_one"),
             "How many rows lead to one: one_to_one can be walked back as well.")
      .field("active", boolean(), &Relationship::active, by_default("true"),
             "Whether questions walk it without naming it. Of several relationships to one entity (the customer who "
             "ordered, the one who pays) one is active.")
      .short_form("to");
}

Object<Dimension> dimension_object() {
  using As = Dimension::As;
  return Object<Dimension>("dimension",
                           "What rows can be grouped and filtered by, beside the columns; one of sql, "
                           "measure and since.")
      .field("sql", text("an SQL expression"), &Dimension::sql, otherwise("none"),
             "An SQL expression over the entity's columns. A dimension may be written as this text alone.")
      .field("measure", measure_name(), &Dimension::measure, otherwise("none"),
             "A measure: what it comes to for each row of the entity, over all data.")
      .field("as", one_of<As>({{"value", As::kValue}, {"rank", As::kRank}, {"percentile", As::kPercentile}}),
             &Dimension::as, by_default("value"),
             "With measure: its value; its place among all rows of the entity, 1 for the greatest; or the share of the "
             "other rows that have less.")
      .field("bands", list_of(text("a number"), "a list of numbers"), &Dimension::bands, otherwise("each value alone"),
             "With measure: where bands of values begin, ascending: [1, 2, 5] gives under 1, 1 to under 2, 2 to under "
             "5, and 5 and more.")
      .field("since", text("a dimension such as customers.first_order"), &Dimension::since, otherwise("none"),
             "A day of an entity that this one leads to: whole periods from it to this row's time. Questions name the "
             "period: since_first_order.month.")
      .field("role", one_of(column_role_words()), &Dimension::role, by_default("other"), "What the dimension is.")
      .field("label", text("a text"), &Dimension::label, otherwise("the name, its `_` as blanks"), "What people see.")
      .field("description", text("a text"), &Dimension::description, otherwise("none"), "What the dimension means.")
      .short_form("sql");
}

Value<Hierarchy> hierarchy() {
  const auto levels = list_of(text("a dimension's name"), "a list of dimensions, from coarse to fine");
  return {levels.shape,
          [levels](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<Hierarchy> {
            auto read = levels.read(node, what, problems);
            if (!read) return std::nullopt;
            Hierarchy result;
            result.levels = std::move(*read);
            return result;
          }};
}

Object<SemiAdditive> semi_additive_object() {
  using Take = SemiAdditive::Take;
  return Object<SemiAdditive>("semi_additive", "A balance or a stock: it adds up over everything but time.")
      .field("over", text("a column's name"), &SemiAdditive::over, required(),
             "The column that holds the moments it was taken at.")
      .field("take", one_of<Take>({{"last", Take::kLast}, {"first", Take::kFirst}}), &SemiAdditive::take,
             by_default("last"), "Which moment of a period stands for it.")
      .field("per", one_or_list_of(text("a column's name"), "a list of columns"), &SemiAdditive::per,
             otherwise("one moment for all rows"),
             "The columns that name one series, such as an account: each has its own last moment.");
}

void add_kinds(Object<Measure>& measure) {
  measure
      .field("value",
             parsed_text<Aggregate>("an aggregate such as sum(amount), count(*), count(distinct customer_id), "
                                    "average(amount), median(amount), percentile(amount, 0.9) or first(method by day)",
                                    R"(^\s*[A-Za-z]+\s*\([^]+\)\s*$)", parse_aggregate),
             &Measure::aggregate, otherwise("none"), "An aggregate of an SQL expression over the entity's columns.")
      .field(
          "ratio",
          parsed_text<std::pair<std::string, std::string>>("two measures such as revenue / orders", "/", parse_ratio),
          &Measure::ratio, otherwise("none"),
          "Two measures, exactly divided once and rounded half away from zero; nothing where the divisor is 0.")
      .field("share", measure_name(), &Measure::of, otherwise("none"), "A measure's share of its total.")
      .field("change", measure_name(), &Measure::of, otherwise("none"), "A measure's change since an earlier period.")
      .field("running", measure_name(), &Measure::of, otherwise("none"),
             "A measure's total from the beginning to the end of each period: a balance.")
      .field("rolling", measure_name(), &Measure::of, otherwise("none"), "A measure's total over the last periods.")
      .field("rank", measure_name(), &Measure::of, otherwise("none"),
             "The place of each row of the answer by a measure, 1 for the greatest.")
      .field("formula",
             parsed_text<std::vector<FormulaStep>>("measures and numbers with + - * and brackets", "", parse_formula),
             &Measure::formula, otherwise("none"), "Arithmetic of measures: revenue - refunds.")
      .field("each", text("an entity's name"), &Measure::each, otherwise("none"),
             "An entity: the measure `of` is taken for each of its rows, then they are taken together.");
}

void add_details(Object<Measure>& measure) {
  using Since = Measure::Since;
  using As = Measure::As;
  measure
      .field("where", text("an SQL condition"), &Measure::condition, otherwise("every row counts"),
             "With value: an SQL condition over the entity's columns; only rows for which it is true count.")
      .field("filter", conditions(), &Measure::filters, otherwise("none"),
             "With value: conditions on dimensions, also of entities that this one leads to, as questions have them.")
      .field("over", one_or_list_of(text("a dimension"), "a list of dimensions"), &Measure::over,
             otherwise("all of the question's"), "With share: the dimensions whose shares add up to 1.")
      .field("since", one_of<Since>({{"previous_period", Since::kPreviousPeriod}, {"last_year", Since::kLastYear}}),
             &Measure::since, by_default("previous_period"),
             "With change: the period before, or the same one a year earlier (52 weeks for weeks).")
      .field(
          "as", one_of<As>({{"percent", As::kPercent}, {"difference", As::kDifference}, {"previous", As::kPrevious}}),
          &Measure::as, by_default("percent"),
          "With change: the difference as a share of the earlier value, the difference itself, or the earlier value.")
      .field("restart",
             one_of<std::optional<TimeGrain>>({{"never", std::nullopt},
                                               {"year", TimeGrain::kYear},
                                               {"quarter", TimeGrain::kQuarter},
                                               {"month", TimeGrain::kMonth}}),
             &Measure::restart, by_default("never"), "With running: where it begins at 0 again.")
      .field("periods", whole_number(2, 1000), &Measure::periods, otherwise("none"),
             "With rolling: how many periods, this one included.")
      .field("of", measure_name(), &Measure::of, otherwise("none"), "With each: the measure.")
      .field("having", parsed_text<Having>("a comparison such as >= 2", "^[<>=]", parse_having), &Measure::having,
             otherwise("all"), "With each: which of the values count.")
      .field(
          "take",
          parsed_text<Aggregate>("count, sum, average, min, max, median or percentile 0.9", "^[A-Za-z]+", parse_take),
          &Measure::take, by_default("count"), "With each: how the values are taken together.");
}

void add_looks(Object<Measure>& measure) {
  const auto additivity =
      one_of<Additivity>({{"additive", Additivity::kAdditive}, {"non_additive", Additivity::kNonAdditive}});
  measure.field("label", text("a text"), &Measure::label, otherwise("the name, its `_` as blanks"), "What people see.")
      .field("description", text("a text"), &Measure::description, required(),
             "What the measure means: what counts, what does not.")
      .field("format", one_of(value_format_words()), &Measure::format, otherwise("that of the measure it is made of"),
             "How values are shown. currency and number are decimal(18,4) where they are divided, percent is "
             "decimal(9,6) with 1 for 100 %, duration is seconds.")
      .field("unit", text("a text"), &Measure::unit, otherwise("none; money has the project's currency"),
             "What is counted: points, tickets.")
      .field("decimals", whole_number(0, 6), &Measure::decimals, otherwise("as the format has it"),
             "How many decimals are shown.")
      .field("additivity", additivity, &Measure::additivity, otherwise("sums and counts are additive, all others not"),
             "Whether parts add up to the whole.")
      .field("semi_additive", semi_additive_object().as_value(), &Measure::semi_additive, otherwise("none"),
             "With value: how it is taken over time, where it does not add up.")
      .field("good", one_of<Good>({{"up", Good::kUp}, {"down", Good::kDown}, {"neither", Good::kNeither}}),
             &Measure::good, by_default("up"), "Which way is good.");
}

Object<Measure> measure_object() {
  Object<Measure> measure("measure",
                          "A number that means one thing everywhere. One of the first nine keys says what "
                          "it is.");
  add_kinds(measure);
  add_details(measure);
  add_looks(measure);
  return measure;
}

Object<Agreement> agreement_object() {
  return Object<Agreement>("agreement", "A table whose rows say the same as a question; `c360 metrics check` compares.")
      .field("table", text("a table such as gold.monthly_revenue"), &Agreement::table, required(), "The table.")
      .field("rows", text("an SQL condition"), &Agreement::rows, otherwise("all rows"), "Which of its rows.")
      .field("partial", boolean(), &Agreement::partial, by_default("false"),
             "Whether it has some of the answer's rows only, as a list of the best ten has.")
      .field("by", text_map("a map from columns to dimensions", "a dimension such as time.month"), &Agreement::by,
             otherwise("none: the table has one row"), "Its columns that hold dimensions.")
      .field("filter", conditions(), &Agreement::filters, otherwise("none"), "Conditions of the question.")
      .field("measures", text_map("a map from columns to measures", "a measure's name"), &Agreement::measures,
             required(), "Its columns that hold measures.");
}

Object<MetricEntity> make_metric_object() {
  const auto name = table_name("a name");
  return Object<MetricEntity>("metric entity", "metrics/*.yaml: what a table means to people, and its measures.")
      .field("entity", table_name("the entity's name"), &MetricEntity::name, required(),
             "The entity's name, as questions have it.")
      .field("role", one_of(entity_role_words()), &MetricEntity::role, by_default("other"),
             "What it is to a business. Pages and exports look for roles; a role is had once.")
      .field("label", text("a text"), &MetricEntity::label, otherwise("the name, its `_` as blanks"),
             "What people see.")
      .field("description", text("a text"), &MetricEntity::description, required(), "What one row is.")
      .field("table", text("a table such as silver.orders"), &MetricEntity::table, required(),
             "The silver table or the model that holds its rows.")
      .field("key", one_or_list_of(text("a column's name"), "a list of columns"), &MetricEntity::key,
             otherwise("the contract's key or the model's grain"), "The columns that name a row.")
      .field("time", text("a column's name"), &MetricEntity::time, otherwise("the one column with the role time"),
             "The column or dimension that questions mean by `time`.")
      .field("columns",
             named(column_name("a column's name"), metric_column_object().as_value(),
                   "a map from a column's name to its role"),
             &MetricEntity::columns, otherwise("none"), "What the table's columns are.")
      .field("relationships",
             named(column_name("a relationship's name"), relationship_object().as_value(),
                   "a map from a column to the entity it leads to"),
             &MetricEntity::relationships, otherwise("those that the contract or model references"),
             "The entities that a row leads to.")
      .field("dimensions", named(name, dimension_object().as_value(), "a map from a dimension's name to its keys"),
             &MetricEntity::dimensions, otherwise("the columns alone"), "Dimensions beside the columns.")
      .field("hierarchies", named(name, hierarchy(), "a map from a hierarchy's name to its levels"),
             &MetricEntity::hierarchies, otherwise("none"), "Ways from coarse to fine.")
      .field("measures", named(name, measure_object().as_value(), "a map from a measure's name to its keys"),
             &MetricEntity::measures, otherwise("none"),
             "The measures that are taken of the rows, and those made of them.")
      .field("agrees_with", list_of(agreement_object().as_value(), "a list of tables"), &MetricEntity::agreements,
             otherwise("none"), "Tables that say the same.");
}

}  // namespace

const Object<MetricEntity>& metric_object() {
  static const Object<MetricEntity> object = make_metric_object();
  return object;
}

}  // namespace c360::project
