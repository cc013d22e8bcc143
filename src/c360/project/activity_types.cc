#include "c360/project/activity_types.h"

#include <algorithm>

namespace c360::project {
namespace {

const std::string kActivities = "a list of activities";

ActivityBranch body(std::string meaning) {
  return {"activities", true, false, std::move(meaning)};
}

std::vector<ActivityType> lakehouse_types() {
  return {
      {ActivityKind::kGetMetadata,
       "get_metadata",
       "Which files there are: of sources, or of a folder.",
       "source",
       {{"source", "a source's name, a list of them, or all", "all, where there is no folder", "Whose files."},
        {"folder", "a folder", "none", "A folder of files instead, relative to the project's."},
        {"connection", "a connection's name", "the project's folder",
         "folder: of connections.yaml, with `storage:`; the folder is one of its own. Folders are told, too, then."},
        {"pattern", "a glob", "`*`", "folder: which files, `**/*.csv` for those of folders below, too."},
        {"land", "true or false", "`false`",
         "Takes new files in at once, those of all its sources side by side: their bytes are kept and their records "
         "counted. `copy` then goes on from there."}},
       {}},
      {ActivityKind::kCopy,
       "copy",
       "Takes new files of a source to bronze, each once.",
       "source",
       {{"source", "a source's name, a list of them, or all", "", "Whose files."},
        {"files", "a file, or a list of them", "all that are new",
         "Only these of the source's files, by the paths that get_metadata gives."}},
       {}},
      {ActivityKind::kRefine,
       "refine",
       "Brings silver and quarantine of entities up to date with bronze.",
       "entities",
       {{"entities", "an entity, a list of them, or all", "",
         "Which; those that they reference, and those of the same sources, are brought up to date with them."}},
       {}},
      {ActivityKind::kBuild,
       "build",
       "Builds models that are not up to date.",
       "models",
       {{"models", "a model such as gold.revenue, a list of them, or all", "",
         "Which; the models that they read are built with them."}},
       {}},
  };
}

/// How files that are no Parquet are read, and which columns of them are taken.
std::vector<ActivityInput> file_inputs() {
  return {
      {"files", "a glob", "`**/*.parquet`, or with the ending of the format",
       "Which files, where the folder is no Delta table."},
      {"format", "parquet, csv, ndjson or json", "`parquet`",
       "How the files hold their rows. Of CSV and JSON all values are texts; gzip and zstd are unpacked."},
      {"delimiter", "one character, or tab", "detected", "csv: what stands between fields."},
      {"quote", "one character, or none", "the double quote",
       "csv: what fields are wrapped in; within, it is doubled."},
      {"header", "true or false", "`true`",
       "csv: whether the first record names the columns, which else are column1, column2 and so on."},
      {"null_value", "a text", "the empty text", "csv: the value that means NULL."},
      {"encoding", "utf-8, utf-16le, utf-16be, latin-1 or windows-1252", "detected",
       "csv, ndjson, json: how the bytes are read as text."},
      {"records", "names joined by dots", "the whole file",
       "json: where in the file the list of records is, as `a.b`."},
      {"flatten", "true or false", "`false`",
       "ndjson, json: nested objects become columns `a.b`; else they are JSON text."},
      {"columns", "a map from the table's columns to those of the rows, or a list of columns", "all",
       "Which columns are taken. They are found by their names, else ignoring capitals."},
      {"added_columns", "a map from names to values", "none",
       "Further columns of the rows: a text, a whole number, true, false or null; `{ column: NAME }`, which repeats "
       "another; `{ file: path }`, the path of the row's file below the folder."},
  };
}

ActivityType load_type() {
  ActivityType type{
      ActivityKind::kLoad,
      "load",
      "Puts the rows of a folder's files, or of a Delta table, into a table of a database. Waits for the run's "
      "snapshot, as publish does.",
      "",
      {{"folder", "a folder", "",
        "Where the rows are; of a connection, or relative to the project's. One with a Delta log is read as its "
        "latest version says, whatever files there are."},
       {"connection", "a connection's name", "the project's folder", "Of connections.yaml, with `storage:`."}},
      {}};
  for (ActivityInput& input : file_inputs()) type.inputs.push_back(std::move(input));
  const std::vector<ActivityInput> there = {
      {"target", "a connection's or target's name", "",
       "The database: a connection with `postgresql:` or `odbc:`, or such a target of `publish:`."},
      {"table", "a table's name", "",
       "Which table there. It is made, with the columns of the rows, where it is not there."},
      {"schema", "a schema's name", "the connection's", "Where the table stands."},
      {"before", "an SQL statement", "none", "A statement that runs there first, in the same transaction."},
      {"replace", "true or false", "`false`",
       "Whether the rows that are there go first, in the same transaction; else rows are added, again and again with "
       "each run."},
      {"upsert", "a column, or a list of columns", "none",
       "Rows whose values there are those of a row take the place of it, the others are added; in the same "
       "transaction. Each row must be one of its own by them."}};
  type.inputs.insert(type.inputs.end(), there.begin(), there.end());
  return type;
}

ActivityType lookup_type() {
  ActivityType type{
      ActivityKind::kLookup,
      "lookup",
      "The first row of a query of the lakehouse or of a database, or of a folder's files; or all rows.",
      "query",
      {{"query", "an SQL statement", "where `folder` is given", "One SELECT, as for sql."},
       {"target", "a connection's or target's name", "the lakehouse",
        "A database that is asked instead: a connection of connections.yaml, or a target of `publish:`."},
       {"first_row", "true or false", "`true`", "Whether the output is the first row alone."},
       {"most_rows", "a whole number up to 5000", "`5000`", "More rows than this are an error."},
       {"folder", "a folder", "where `query` is given",
        "Whose rows are told, in no particular order: of a connection, or relative to the project's; files, or a Delta "
        "table, as for load."},
       {"connection", "a connection's name", "the project's folder", "folder: of connections.yaml, with `storage:`."}},
      {}};
  for (ActivityInput& input : file_inputs()) type.inputs.push_back(std::move(input));
  return type;
}

std::vector<ActivityType> asking_types() {
  return {
      {ActivityKind::kPublish,
       "publish",
       "Puts tables into a target, once the run's snapshot is there. What follows it waits as well.",
       "target",
       {{"target", "a target's name", "", "One of `publish:` in c360.yaml."},
        {"full", "true or false", "`false`", "Compares every row with what stands there, as `c360 publish --full`."}},
       {}},
      load_type(),
      {ActivityKind::kSql,
       "sql",
       "Asks the lakehouse; with a target, runs a statement there.",
       "query",
       {{"query", "an SQL statement", "",
         "One SELECT over the snapshot that was current when the run began, or over the run's own once that is there. "
         "With a target: any statement of its database."},
        {"target", "a connection's or target's name", "the lakehouse",
         "A database that the statement runs in: a connection of connections.yaml, or a target of `publish:`. It may "
         "run twice where a run is killed."},
        {"most_rows", "a whole number up to 5000", "`100`", "How many rows the output has at most; more are cut off."}},
       {}},
      lookup_type(),
      {ActivityKind::kHttp,
       "http",
       "Asks an HTTP server. It may be asked twice where a run is killed.",
       "url",
       {{"url", "an address", "", "`https://…`, or what follows the connection's address."},
        {"connection", "a connection's name", "none",
         "Of connections.yaml, with `http:`: its headers, where secrets are, go along and are never told."},
        {"method", "GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS", "GET; with a body POST", "What is asked."},
        {"headers", "a map from names to texts", "none", "Further headers; none that says who asks."},
        {"body", "a text, or a value that is sent as JSON", "none", "What is sent."}},
       {}},
  };
}

std::vector<ActivityType> control_types() {
  return {
      {ActivityKind::kForEach,
       "for_each",
       "Does its activities for each item of a list.",
       "",
       {{"items", "a list, or an expression that gives one", "", "The items: `${item}` within."},
        {"sequential", "true or false", "`false`", "One after another, to the first that fails."},
        {"at_once", "a whole number from 1 to 50", "`4`", "How many items at a time, where not sequential."}},
       {body("What to do for each item.")}},
      {ActivityKind::kFilter,
       "filter",
       "The items of a list for which a condition is true.",
       "",
       {{"items", "a list, or an expression that gives one", "", "The items."},
        {"where", "an expression that gives true or false", "", "The condition on `${item}`."}},
       {}},
      {ActivityKind::kIf,
       "if",
       "Does one thing or another.",
       "",
       {{"condition", "an expression that gives true or false", "", "Which."}},
       {{"then", false, false, "What to do if it is true."}, {"else", false, false, "What to do if it is not."}}},
      {ActivityKind::kSwitch,
       "switch",
       "Does what stands at a value.",
       "",
       {{"on", "a text, or an expression", "", "The value."}},
       {{"cases", true, true, "From values to activities."}, {"default", false, false, "What to do for all others."}}},
      {ActivityKind::kUntil,
       "until",
       "Does its activities again and again until a condition is true.",
       "",
       {{"condition", "an expression that gives true or false", "", "Is looked at after each round."},
        {"every", "seconds, or a span such as 30s or 5m", "`1s`", "How long to wait between rounds."}},
       {body("What to do in each round.")}},
      {ActivityKind::kWait,
       "wait",
       "Lets time pass.",
       "seconds",
       {{"seconds", "seconds, or a span such as 30s or 5m", "", "How long."}},
       {}},
      {ActivityKind::kFail,
       "fail",
       "Fails, with a message.",
       "message",
       {{"message", "a text", "", "What to tell."}, {"code", "a text", "none", "A code to tell with it."}},
       {}},
      {ActivityKind::kSetVariable,
       "set_variable",
       "Gives a variable a value.",
       "",
       {{"variable", "a variable's name", "", "Which."}, {"value", "a value", "", "The value."}},
       {}},
      {ActivityKind::kAppendVariable,
       "append_variable",
       "Puts a value at the end of a variable that is a list.",
       "",
       {{"variable", "a variable's name", "", "Which."}, {"value", "a value", "", "The value."}},
       {}},
      {ActivityKind::kRunPipeline,
       "run_pipeline",
       "Runs another pipeline within this run.",
       "pipeline",
       {{"pipeline", "a pipeline's name", "", "Which."},
        {"parameters", "a map from names to values", "its own defaults", "Its parameters."}},
       {}},
  };
}

std::vector<ActivityType> all_types() {
  std::vector<ActivityType> types = lakehouse_types();
  for (auto group : {asking_types, control_types})
    for (ActivityType& type : group()) types.push_back(std::move(type));
  return types;
}

Shape any_value(std::string expected) {
  Shape shape;
  shape.kind = Shape::Kind::kAny;
  shape.expected = std::move(expected);
  return shape;
}

Shape list_of_activities() {
  Shape activity;
  activity.kind = Shape::Kind::kReference;
  activity.name = "activity";
  activity.expected = "an activity";
  Shape list;
  list.kind = Shape::Kind::kList;
  list.expected = kActivities;
  list.inner = std::make_shared<const Shape>(std::move(activity));
  return list;
}

Shape shape_of(const ActivityBranch& branch) {
  if (!branch.by_value) return list_of_activities();
  Shape map;
  map.kind = Shape::Kind::kMap;
  map.expected = "a map from values to lists of activities";
  map.inner = std::make_shared<const Shape>(list_of_activities());
  return map;
}

}  // namespace

bool ActivityType::takes(std::string_view input) const {
  return std::any_of(inputs.begin(), inputs.end(), [&](const ActivityInput& known) { return known.key == input; });
}

const std::vector<ActivityType>& activity_types() {
  static const std::vector<ActivityType> types = all_types();
  return types;
}

const ActivityType& type_of(ActivityKind kind) {
  const auto& types = activity_types();
  return *std::find_if(types.begin(), types.end(), [&](const ActivityType& type) { return type.kind == kind; });
}

Shape shape_of(const ActivityType& type) {
  Shape shape;
  shape.kind = Shape::Kind::kObject;
  shape.name = type.word + " activity";
  shape.meaning = type.meaning;
  shape.short_form = type.short_form;
  shape.expected =
      type.short_form.empty() ? "a map of keys" : "a map of keys, or the value of '" + type.short_form + "' alone";
  for (const ActivityInput& input : type.inputs)
    shape.fields.push_back(
        {input.key, input.absent.empty(), {}, input.absent, input.meaning, any_value(input.expected)});
  for (const ActivityBranch& branch : type.branches)
    shape.fields.push_back(
        {branch.key, branch.is_required, {}, branch.is_required ? "" : "nothing", branch.meaning, shape_of(branch)});
  return shape;
}

}  // namespace c360::project
