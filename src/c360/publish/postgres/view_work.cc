#include "c360/publish/postgres/view_work.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

namespace pg = sql::postgres;

/// What our views read of our tables and views: a row for each column, an empty one for the table's key.
constexpr const char* kUses =
    "SELECT v.relname, t.relname, coalesce(a.attname::text, '') FROM pg_rewrite AS r "
    "JOIN pg_class AS v ON v.oid = r.ev_class JOIN c360_tables AS ours ON ours.relation = v.oid "
    "JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid "
    "LEFT JOIN pg_constraint AS k ON d.refclassid = 'pg_constraint'::regclass AND k.oid = d.refobjid "
    "JOIN pg_class AS t ON t.oid = coalesce(k.conrelid, CASE WHEN d.refclassid = 'pg_class'::regclass THEN d.refobjid "
    "END) LEFT JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0 "
    "AND k.oid IS NULL WHERE v.relkind = 'v' AND t.oid <> v.oid AND t.oid IN (SELECT relation FROM c360_tables)";

struct Use {
  std::string view;
  std::string table;
  std::string column;
};

std::vector<Use> uses_of(Connection& connection) {
  std::vector<Use> uses;
  for (const Row& row : connection.query(kUses))
    uses.push_back({row.at(0).value_or(""), row.at(1).value_or(""), row.at(2).value_or("")});
  return uses;
}

/// Drops views, each after our views that read it.
class Dropping {
 public:
  Dropping(Connection& connection, const std::string& schema, ViewWorks& views)
      : connection_(connection), schema_(schema), views_(views), uses_(uses_of(connection)) {}

  void drop(const std::string& name, const std::string& why) {
    if (std::find(dropped_.begin(), dropped_.end(), name) != dropped_.end()) return;
    dropped_.push_back(name);
    drop_readers(name);
    sql::TableDefinition view;
    view.schema = schema_;
    view.name = name;
    try {
      connection_.execute(pg::drop_view(view));
    } catch (const RefusedError& error) {
      throw error.in(why);
    }
    ViewWork* work = views_.find(name);
    if (work == nullptr) return;
    work->stands = false;
    work->is_wanted = true;
  }
  void drop_readers(const std::string& name) {
    for (const Use& use : uses_) {
      if (use.table == name) drop(use.view, fmt::format("the view {} is made anew, since {} changes", use.view, name));
    }
  }
  const std::vector<Use>& uses() const { return uses_; }

 private:
  Connection& connection_;
  std::string schema_;
  ViewWorks& views_;
  std::vector<Use> uses_;
  std::vector<std::string> dropped_;
};

/// Whether a view that reads this column, or relies on the key, stands in the way of what happens to the table.
bool is_in_the_way(const Use& use, const Works& works, const TableWork& work) {
  if (work.before == nullptr || work.relation == nullptr) return false;
  if (use.column.empty()) return works.is_key_remade(work.name());
  const sql::ColumnDefinition* wanted = work.definition().find(use.column);
  const auto stands = work.relation->columns.find(use.column);
  return wanted == nullptr || stands == work.relation->columns.end() ||
         stands->second != pg::type_name(wanted->type, wanted->max_length);
}

bool is_in_the_way(const Use& use, const Works& works) {
  for (const RemovedTable& table : works.removed) {
    if (table.before->definition.name == use.table) return true;
  }
  return std::any_of(works.tables.begin(), works.tables.end(), [&](const TableWork& work) {
    return work.name() == use.table && is_in_the_way(use, works, work);
  });
}

const Relation* find(const std::map<std::string, Relation>& relations, const std::string& name) {
  const auto found = relations.find(name);
  return found == relations.end() ? nullptr : &found->second;
}

void refuse_stranger(const PlannedView& view, const State& state, const Relation* relation) {
  const std::string& name = view.definition.name;
  if (relation == nullptr || state.find(name) != nullptr || state.find_view(name) != nullptr) return;
  throw Error(ErrorCode::kConflict,
              fmt::format("the schema {} has a relation '{}' that c360 did not publish", view.definition.schema, name),
              "rename or drop it, give the target a schema of its own, or leave the view out in the target's 'tables'");
}

ViewWork plan_view(const PlannedView& planned, const State& state, const Relation* relation) {
  refuse_stranger(planned, state, relation);
  ViewWork work;
  work.planned = planned;
  work.before = state.find_view(work.name());
  work.stands = work.before != nullptr && relation != nullptr;
  work.is_wanted = !work.stands || work.before->fingerprint != planned.fingerprint ||
                   work.before->source != planned.source.to_string() || work.before->stands != relation->text;
  work.report.name = work.name();
  work.report.source = planned.source.to_string();
  work.report.is_view = true;
  return work;
}

std::vector<std::string> names_of(const sql::TableDefinition& view) {
  std::vector<std::string> names;
  for (const sql::ColumnDefinition& column : view.columns) names.push_back(column.name);
  return names;
}

/// Readers are to find what the lakehouse's view has.
void check_columns(Connection& connection, const PlannedView& view) {
  std::vector<std::string> names;
  for (const Row& row : connection.query(
           "SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON "
           "n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 ORDER BY a.attnum",
           {view.definition.schema, view.definition.name}))
    names.push_back(row.at(0).value_or(""));
  const std::vector<std::string> wanted = names_of(view.definition);
  if (names == wanted) return;
  throw Error(ErrorCode::kData,
              fmt::format("{}: the columns are {}, but those of the model {} are {}", view.file, fmt::join(names, ", "),
                          view.source.to_string(), fmt::join(wanted, ", ")),
              "nothing was changed; give both the same columns, then c360 run");
}

Error refused_select(const PlannedView& view, const RefusedError& error) {
  constexpr std::string_view kUndefinedTable = "42P01";
  if (error.refusal().sqlstate == kUndefinedTable)
    return Error(
        ErrorCode::kData, fmt::format("{}: {}", view.file, error.message()),
        "nothing was changed; publish what the view reads, too, or leave the view out in the target's 'tables'");
  return Error(ErrorCode::kData, fmt::format("{}: {}", view.file, error.message()),
               "nothing was changed; correct the view's SQL, then c360 run");
}

/// "42": the statement is wrong, as it stands now.
bool is_about_statement(const RefusedError& error) {
  return error.refusal().sqlstate.starts_with("42");
}

/// Makes views whose order nobody has told: what cannot be made yet is tried again once others stand.
class Making {
 public:
  Making(Connection& connection, ViewWorks& views) : connection_(connection), views_(views) {}

  void run() {
    while (any_wanted()) {
      bool any = false;
      std::optional<Error> first;
      for (ViewWork& view : views_.views) {
        if (!view.is_wanted) continue;
        if (std::optional<Error> error = make(view)) {
          if (!first) first = std::move(error);
        } else {
          any = true;
        }
      }
      if (!any) throw *first;
    }
  }

 private:
  bool any_wanted() const {
    return std::any_of(views_.views.begin(), views_.views.end(), [](const ViewWork& view) { return view.is_wanted; });
  }

  /// Why it cannot be made; nullopt once it stands.
  std::optional<Error> make(ViewWork& view) {
    std::optional<RefusedError> error = create(view);
    constexpr std::string_view kOtherColumns = "42P16";
    if (error && view.stands && error->refusal().sqlstate == kOtherColumns) {
      Dropping(connection_, view.planned.definition.schema, views_)
          .drop(view.name(), fmt::format("the view {} gets other columns", view.name()));
      error = create(view);
    }
    if (error) return refused_select(view.planned, *error);
    finish(view);
    return std::nullopt;
  }

  std::optional<RefusedError> create(const ViewWork& view) {
    connection_.execute("SAVEPOINT c360_view");
    try {
      connection_.execute(pg::create_or_replace_view(view.planned.definition, view.planned.select));
      connection_.execute("RELEASE SAVEPOINT c360_view");
      return std::nullopt;
    } catch (const RefusedError& error) {
      if (!is_about_statement(error)) throw error.in("the view " + view.name());
      connection_.execute("ROLLBACK TO SAVEPOINT c360_view");
      return error;
    }
  }

  void finish(ViewWork& view) {
    check_columns(connection_, view.planned);
    connection_.execute(pg::describe_view(view.planned.definition));
    write_view(connection_, view.planned);
    view.report.fate = view.before == nullptr ? TableReport::Fate::kCreated : TableReport::Fate::kChanged;
    view.stands = true;
    view.is_wanted = false;
  }

  Connection& connection_;
  ViewWorks& views_;
};

}  // namespace

bool ViewWorks::nothing_to_do() const {
  return removed.empty() && become_tables.empty() &&
         std::none_of(views.begin(), views.end(), [](const ViewWork& view) { return view.is_wanted; });
}

ViewWork* ViewWorks::find(const std::string& name) {
  const auto found =
      std::find_if(views.begin(), views.end(), [&](const ViewWork& view) { return view.name() == name; });
  return found == views.end() ? nullptr : &*found;
}

ViewWorks plan_views(const Plan& plan, const State& state, const std::map<std::string, Relation>& relations) {
  ViewWorks works;
  for (const PlannedView& view : plan.views)
    works.views.push_back(plan_view(view, state, find(relations, view.definition.name)));
  for (const auto& [name, view] : state.views) {
    if (plan.find(name) != nullptr)
      works.become_tables.push_back(&view);
    else if (works.find(name) == nullptr)
      works.removed.push_back(&view);
  }
  return works;
}

void drop_views(Connection& connection, const std::string& schema, const Works& works, ViewWorks& views,
                const std::map<std::string, Relation>& relations) {
  Dropping dropping(connection, schema, views);
  const auto let_go = [&](const PublishedView& view, const char* why) {
    if (find(relations, view.name) != nullptr) dropping.drop(view.name, fmt::format("the view {} {}", view.name, why));
    forget_table(connection, view.name);
  };
  for (const PublishedView* view : views.removed) let_go(*view, "is no longer published");
  for (const PublishedView* view : views.become_tables) let_go(*view, "is a table now");
  for (const Use& use : dropping.uses()) {
    if (is_in_the_way(use, works))
      dropping.drop(use.view, fmt::format("the view {} is made anew, since {} changes", use.view, use.table));
  }
}

void bring_views(Connection& connection, ViewWorks& views) {
  Making(connection, views).run();
  note_views(connection);
}

}  // namespace c360::publish::postgres
