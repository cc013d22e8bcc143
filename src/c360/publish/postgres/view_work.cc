#include "c360/publish/postgres/view_work.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/publish/postgres/connection.h"
#include "c360/publish/postgres/state.h"
#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

namespace pg = sql::postgres;
using database::PublishedView;
using database::RemovedTable;
using database::TableWork;
using database::ViewWork;

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

/// Readers are to find what the lakehouse's view has.
void check_columns(Connection& connection, const PlannedView& view) {
  std::vector<std::string> names;
  for (const Row& row : connection.query(
           "SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON "
           "n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 ORDER BY a.attnum",
           {view.definition.schema, view.definition.name}))
    names.push_back(row.at(0).value_or(""));
  database::check_view_columns(view, names);
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

void drop_views(Connection& connection, const std::string& schema, const Works& works, ViewWorks& views,
                const Relations& relations) {
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
