#include "c360/project/contract_schema.h"

#include "c360/project/column_values.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

/// What a VARCHAR of PostgreSQL can have, the least of those that databases allow.
constexpr int kMostCharacters = 10485760;

std::vector<std::pair<std::string, PersonalData>> personal_data_words() {
  std::vector<std::pair<std::string, PersonalData>> words;
  for (const PersonalData kind : personal_data_kinds()) words.emplace_back(to_string(kind), kind);
  return words;
}

Value<std::string> scalar() {
  return any_text("a value of the column's type");
}

void add_reading_fields(Object<ColumnSpec>& column) {
  column
      .field("type", column_type(), &ColumnSpec::type, required(),
             "The column's type. A column may be written as this text alone.")
      .field("from", text("the source's name of the column"), &ColumnSpec::from,
             otherwise("the column's own name, ignoring case"), "The source's name of the column.")
      .field("formats", one_or_list_of(text("a format such as %Y-%m-%d"), "a list of formats"), &ColumnSpec::formats,
             otherwise("ISO 8601"), "How dates and times are written; the first format that fits a value wins.")
      .field("clean", one_or_list_of(clean_step(), "a list of clean steps"), &ColumnSpec::clean, otherwise("trim"),
             "Steps over the raw text, in this order, after white space around it and null tokens are gone.")
      .field("round", boolean(), &ColumnSpec::round, by_default("false"),
             "Decimals: round what has too many decimals, half away from zero, instead of refusing it.")
      .field("decimal_separator", character({}), &ColumnSpec::decimal_separator, otherwise("a point"),
             "Numbers: what stands before the decimals; with ',' 12,50 can be read.")
      .field("thousands_separator", character({}), &ColumnSpec::thousands_separator, otherwise("none"),
             "Numbers: what may stand between groups of three digits.")
      .field("prefix", text("a text"), &ColumnSpec::prefix, otherwise("none"),
             "Numbers: a text that may stand before the number, such as EUR.");
}

Value<Severity> severity() {
  return one_of<Severity>(
      {{"quarantine", Severity::kQuarantine}, {"warn", Severity::kWarn}, {"fail", Severity::kFail}});
}

void add_judging_fields(Object<ColumnSpec>& column) {
  column
      .field("required", boolean(), &ColumnSpec::required, by_default("false"),
             "A row without a value is quarantined. Columns of the key always are required.")
      .field("default", scalar(), &ColumnSpec::default_value, otherwise("none"),
             "The value to take where there is none.")
      .field("min", scalar(), &ColumnSpec::min, otherwise("none"), "Numbers and dates: the least value allowed.")
      .field("max", scalar(), &ColumnSpec::max, otherwise("none"), "Numbers and dates: the greatest value allowed.")
      .field("max_length", whole_number(1, kMostCharacters), &ColumnSpec::max_length, otherwise("none"),
             "Strings: the most characters that a clean value may have. Databases get VARCHAR of that length.")
      .field("pattern", text("a regular expression"), &ColumnSpec::pattern, otherwise("none"),
             "Strings: a regular expression in RE2's syntax that the whole value must match.")
      .field("accepted", list_of(scalar(), "a list of values"), &ColumnSpec::accepted, otherwise("any value"),
             "The values that are allowed.")
      .field("references", reference(), &ColumnSpec::references, otherwise("none"),
             "The column of another entity that must have the value: `customers.customer_id`.")
      .field("orphans", severity(), &ColumnSpec::orphans, by_default("quarantine"),
             "What is done with a row whose value is not there in the column that it references. Where it is `warn`, "
             "databases get no foreign key.")
      .field("pii", one_of(personal_data_words()), &ColumnSpec::pii, otherwise("no personal data"),
             "The kind of personal data that the column holds; gold, samples and exports know it too.")
      .field("description", text("a text"), &ColumnSpec::description, otherwise("none"), "What the column means.");
}

Object<ColumnSpec> column_object() {
  Object<ColumnSpec> column("column", "A column of silver: how its text is read and which values are right.");
  add_reading_fields(column);
  add_judging_fields(column);
  return column.short_form("type");
}

Object<CheckSpec> check_object() {
  return Object<CheckSpec>("check", "A rule over a row (`where`) or over tables (`sql`).")
      .field("name", table_name("the check's name"), &CheckSpec::name, required(),
             "The check's name; it is the reason that a quarantined row shows.")
      .field("where", text("an SQL condition"), &CheckSpec::condition, otherwise("none"),
             "SQL condition over the clean columns of a row; a row for which it is false breaks the rule.")
      .field("sql", text("a SELECT"), &CheckSpec::sql, otherwise("none"),
             "SELECT over silver; each row of it breaks the rule. Its first columns are the entity's key.")
      .field("otherwise", severity(), &CheckSpec::otherwise, otherwise("quarantine for where, warn for sql"),
             "What to do then. A check over tables can only warn or fail.");
}

Object<Contract> make_contract_object() {
  return Object<Contract>("contract", "contracts/*.yaml: what a clean row of an entity is.")
      .field("entity", table_name("the entity's name"), &Contract::entity, required(),
             "The entity's name; its silver and quarantine tables have the same.")
      .field("from", text("a source's name"), &Contract::from, otherwise("the source of the entity's name"),
             "The source that the rows come from.")
      .field("description", text("a text"), &Contract::description, otherwise("none"), "What the entity is.")
      .field("key", one_or_list_of(text("a column's name"), "a list of columns"), &Contract::key, required(),
             "The columns that name a row; of several rows of one key one stands.")
      .field("latest_by", one_or_list_of(text("a column's name"), "a list of columns"), &Contract::latest_by,
             otherwise("the order of arrival"),
             "Of the rows of one key the one with the greatest values stands, then the last to arrive.")
      .field(
          "columns",
          named(column_name("a column's name"), column_object().as_value(), "a map from a column's name to its keys"),
          &Contract::columns, required(), "The columns of silver, in this order.")
      .field("checks", list_of(check_object().as_value(), "a list of checks"), &Contract::checks, otherwise("none"),
             "Rules over several columns or tables.")
      .field("null_tokens", list_of(text_or_null_word("a text"), "a list of texts"), &Contract::null_tokens,
             otherwise("the project's"), "Texts that mean no value, whatever their case.")
      .field("max_quarantined", share(), &Contract::max_quarantined, by_default("25%"),
             "A run fails if a greater share of the rows is quarantined for other reasons than references.");
}

}  // namespace

const Object<Contract>& contract_object() {
  static const Object<Contract> object = make_contract_object();
  return object;
}

}  // namespace c360::project
