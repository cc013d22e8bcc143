#include "c360/project/settings_schema.h"

#include "c360/project/azure_schema.h"
#include "c360/project/environments.h"
#include "c360/project/publish_schema.h"
#include "c360/project/region_values.h"
#include "c360/project/rest_schema.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

Object<Source> source_object() {
  const Value<std::string> encoding = one_of<std::string>({{"utf-8", "utf-8"},
                                                           {"utf-16le", "utf-16le"},
                                                           {"utf-16be", "utf-16be"},
                                                           {"latin-1", "latin-1"},
                                                           {"windows-1252", "windows-1252"}});
  const Value<OnMalformed> on_malformed =
      one_of<OnMalformed>({{"quarantine", OnMalformed::kQuarantine}, {"fail", OnMalformed::kFail}});
  const Value<FileFormat> format = one_of<FileFormat>({{"csv", FileFormat::kCsv},
                                                       {"ndjson", FileFormat::kNdjson},
                                                       {"json", FileFormat::kJson},
                                                       {"parquet", FileFormat::kParquet},
                                                       {"xlsx", FileFormat::kXlsx}});
  return Object<Source>("source",
                        "Where data comes from: files, found by a glob; or another Delta table, or a REST API.")
      .field("files", text("a glob of files"), &Source::files, otherwise("where `delta` or `rest` is given"),
             "Glob of files, relative to the project's folder: `data/orders*.csv`, or an address in Azure Storage: "
             "`abfss://container@account.dfs.core.windows.net/orders*.csv`. A source may be written as this text "
             "alone.")
      .field(
          "delta", text("a Delta table's folder"), &Source::delta, otherwise("where `files` or `rest` is given"),
          "Folder of another Delta table, relative to the project's, or its address in Azure Storage: its data files "
          "are taken in, each once, as long as its versions only add rows.")
      .field("rest", rest_object().as_value(), &Source::rest, otherwise("where `files` or `delta` is given"),
             "A REST API that answers with JSON: each answer is kept in landing and taken in as a file is.")
      .field("format", format, &Source::format, otherwise("told from each file's name and content"),
             "How the files hold their records: `json` is an array of objects, one object, or an object a line.")
      .field("records", text("the names that lead to an array"), &Source::records, otherwise("the whole document"),
             "Of JSON: where in the document the array of records is, such as `data.items`.")
      .field("flatten", boolean(), &Source::flatten, by_default("false"),
             "Of JSON: whether the fields of nested objects are columns of their own, called `a.b`; else an object is "
             "its JSON text.")
      .field("sheet", text("a sheet's name"), &Source::sheet, otherwise("the first that is not hidden"),
             "Of workbooks: the sheet whose rows are read.")
      .field("delimiter", character({{"tab", '\t'}}), &Source::delimiter, otherwise("detected"),
             "What stands between fields.")
      .field("quote", character({{"none", '\0'}}), &Source::quote, otherwise("the double quote"),
             "What fields with delimiters or line ends in them are wrapped in; `none` if nothing is.")
      .field("encoding", encoding, &Source::encoding, otherwise("detected"), "How the bytes are read as text.")
      .field("header", boolean(), &Source::header, by_default("true"),
             "Whether the first record holds the columns' names.")
      .field("columns", list_of(text("a column's name"), "a list of names"), &Source::columns,
             otherwise("the header's"), "The columns' names in the files' order, for files without a header.")
      .field("malformed", on_malformed, &Source::malformed, by_default("quarantine"),
             "What to do with a record that is no CSV: put it aside in `bronze.<source>__malformed`, or fail the run.")
      .field("freshness", time_span(), &Source::freshness_seconds, otherwise("the project's"),
             "How long ago the last new file may have come before `c360 status` warns.")
      .short_form("files");
}

Object<RoleSpec> role_object() {
  std::vector<std::pair<std::string, Role>> words;
  for (const std::string& name : role_names()) words.emplace_back(name, *role_named(name));
  return Object<RoleSpec>("role", "Who may see what: a role for tokens of `c360 token create`.")
      .field("like", one_of<Role>(words), &RoleSpec::like, required(),
             "What it may do: as a viewer (pages), an analyst (SQL and tables, too), an operator (runs and decisions, "
             "too) or an admin.")
      .field("unmasked", boolean(), &RoleSpec::unmasked, by_default("false"),
             "Whether its tokens see columns that hold personal data (`pii`) as they are; else they see masks.")
      .field("where", text("an SQL condition"), &RoleSpec::condition, otherwise("all rows"),
             "Which rows it sees: an SQL condition over columns and literals, such as `store_id in (3, 7)`. Tables "
             "that have all its columns are filtered by it, tables that lead to such a table by references keep the "
             "rows whose parent is seen, and no other table is there.")
      .field("tables", list_of(text("a table"), "a list of tables"), &RoleSpec::tables, otherwise("none"),
             "Tables that it sees whole although `where` does not reach them: `silver.products`.");
}

void add_region_fields(Object<Project>& project) {
  project
      .field("currency", currency_code(), &Project::currency, otherwise("not told"),
             "What money is counted in, as a code of ISO 4217: `EUR`. Reports and exports show it.")
      .field("locale", language_tag(), &Project::locale, by_default("en-US"),
             "How exports write numbers and dates, as a language tag of BCP 47: `de-DE`.")
      .field("time_zone", time_zone_name(), &Project::time_zone, by_default("UTC"),
             "The zone whose days and hours `local_time(instant)` tells, as an IANA name: `Europe/Berlin`.")
      .field("week_start", weekday(), &Project::week_start, by_default("monday"),
             "The day that weeks start on, for `week_of(date)` and `weekday_of(date)`.")
      .field("freshness", time_span(), &Project::freshness_seconds, otherwise("any age"),
             "How long ago the last new file of a source may have come before `c360 status` warns.");
}

void add_running_fields(Object<Project>& project) {
  project
      .field("memory_limit", memory_amount(), &Project::memory_limit_bytes, otherwise("60% of the machine's memory"),
             "How much memory a run may use before it spills to disk.")
      .field("threads", whole_number(1, 1024), &Project::threads, otherwise("as many as the machine has"),
             "How many threads a run uses.")
      .field("keep_snapshots", whole_number(1, kNoMost), &Project::keep_snapshots, by_default("10"),
             "How many of the last snapshots stay readable.")
      .field("keep_days", whole_number(0, kNoMost), &Project::keep_days, by_default("7"),
             "No data file younger than this many days is deleted.");
}

Object<Project> project_object() {
  Object<Project> project("project", "c360.yaml: the project's name, its sources and how it runs.");
  project.field("project", table_name("the project's name"), &Project::name, required(), "The project's name.")
      .field(
          "lakehouse", text("a folder"), &Project::lakehouse, by_default("./lakehouse"),
          "Folder of the tables, relative to the project's, or an address in Azure Storage: "
          "`abfss://container@account.dfs.core.windows.net/path`. It is theirs alone: no file of the project or of a "
          "source lies in it.")
      .field("azure", azure_object().as_value(), &Project::azure, otherwise("nobody in particular asks"),
             "How Azure Storage is reached and who asks there.")
      .field("null_tokens", list_of(text_or_null_word("a text"), "a list of texts"), &Project::null_tokens,
             by_default(R"(["", NA, N/A, "null"])"), "Texts that mean no value, whatever their case.");
  add_running_fields(project);
  add_region_fields(project);
  project
      .field("sources",
             named(table_name("a source's name"), source_object().as_value(), "a map from a source's name to its keys"),
             &Project::sources, required(), "Where the data comes from, by name; the bronze table has the same name.")
      .field("publish",
             named(table_name("a target's name"), publish_target_object().as_value(),
                   "a map from a target's name to its keys"),
             &Project::publish, otherwise("nothing"), "Where `c360 publish` puts tables for others to read, by name.");
  project.field("roles",
                named(table_name("a role's name"), role_object().as_value(), "a map from a role's name to its keys"),
                &Project::roles, otherwise("viewer, analyst, operator and admin alone"),
                "Roles of the project's own, by name, for `c360 serve`.");
  const Shape described = project.shape();
  return project.field("environments", environments(described), &Project::environments, otherwise("none"),
                       "Settings that differ where `-e NAME` or the variable C360_ENV names an environment.");
}

}  // namespace

const Object<Project>& settings_object() {
  static const Object<Project> object = project_object();
  return object;
}

}  // namespace c360::project
