#include "c360/publish/odbc/odbc_target.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "c360/project/check_publish.h"
#include "c360/publish/database/rows.h"
#include "c360/publish/database/structure.h"
#include "c360/publish/database/view_plan.h"
#include "c360/publish/odbc/connection.h"
#include "c360/publish/odbc/database_kind.h"
#include "c360/publish/odbc/odbc_database.h"
#include "c360/publish/odbc/opening.h"
#include "c360/publish/odbc/published_state.h"
#include "c360/publish/odbc/view_order.h"
#include "c360/publish/offer.h"

namespace c360::publish::odbc {
namespace {

using database::TableWork;
using database::ViewWork;
using database::Way;
using SteadyClock = std::chrono::steady_clock;

std::int64_t number_of(const std::vector<Row>& rows) {
  std::int64_t number = 0;
  const std::string text = rows.at(0).at(0).value_or("");
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void fit(const sql::TableDialect& dialect, Plan& plan) {
  std::vector<sql::TableDefinition*> tables;
  for (PlannedTable& table : plan.tables) tables.push_back(&table.definition);
  dialect.fit(tables);
}

/// One publish, from the connection to the commit.
class Publication {
 public:
  explicit Publication(const Order& order)
      : order_(order),
        schema_(project::schema_of(order.project, order.target)),
        connection_(connection_text(order.project, order.target), order.cancel),
        kind_(find_kind(order.target, connection_.database_name())),
        database_(connection_, kind_),
        stored_(connection_, kind_, schema_) {
    check_version(kind_, connection_.database_version());
  }

  TargetReport run() {
    begin();
    Offer offer = make_offer(order_, kind_.language);  // once it is our turn: no other publish has seen a newer moment
    const Plan head = {offer.plan.project, offer.plan.schema, offer.plan.snapshot, offer.plan.run_id, {}, {}};
    database::check_owner(state_, head);
    fit(*kind_.dialect, offer.plan);
    views_ = database::plan_views(offer.plan, state_, relations_);
    works_ = database::plan_works(std::move(offer.plan), state_, relations_, *kind_.dialect, order_.lake,
                                  offer.connection, order_.options.full);
    const bool same = works_.nothing_to_do() && views_.nothing_to_do();
    if (!same) change(offer.connection);
    if (!same || state_.snapshot != head.snapshot) stored_.write_publication(head);
    connection_.commit();
    return report(head);
  }

 private:
  void begin() {
    const bool is_made = stored_.is_made();  // asked outside: a transaction that has read cannot always wait for others
    connection_.begin();
    for (const std::string& setting : kind_.settings(schema_)) connection_.execute(setting);
    if (is_made) {
      stored_.wait_for_turn();
    } else {
      need_schema();
      stored_.make();
    }
    if (!kind_.patience.empty()) connection_.execute(kind_.patience);
    state_ = stored_.read();
    relations_ = stored_.relations(state_);
  }

  void need_schema() {
    if (kind_.count_schemas.empty() || number_of(connection_.query(kind_.count_schemas, {schema_})) > 0) return;
    try {
      connection_.execute(kind_.dialect->create_schema(schema_));
    } catch (const RefusedError& error) {
      throw Error(error.code(),
                  fmt::format("there is no schema {}, and it cannot be made: {}", schema_, error.message()),
                  "let an owner of the database make it, or grant the user what it lacks");
    }
  }

  void change(engine::Connection& engine) {
    lock_tables();
    drop_views();
    database::clear_structure(database_, works_);
    for (const database::RemovedTable& table : works_.removed) stored_.forget(table.before->definition.name);
    database::bring_rows(database_, engine, works_, order_.progress);
    database::remove_rows(database_, works_);
    for (const TableWork& work : works_.tables) check_rows(work);
    database::complete_structure(database_, works_, order_.progress);
    bring_views();
    for (TableWork& work : works_.tables) finish(work);
  }

  void lock_tables() {
    for (const TableWork& work : works_.tables) {
      if (work.way != Way::kNothing && work.way != Way::kCreate)
        database_.run(kind_.dialect->lock_against_writers(work.definition()));
    }
  }

  /// All views are made anew where a table's structure or a view's SELECT changes: what a view reads may be another
  /// view.
  void drop_views() {
    std::vector<sql::TableDefinition> gone;
    const auto drop = [&](const std::string& name) {
      if (database::find(relations_, name) == nullptr) return;
      gone.emplace_back().schema = schema_;
      gone.back().name = name;
    };
    if (works_.changes_structure() || !views_.nothing_to_do()) {
      for (ViewWork& view : views_.views) {
        view.is_wanted = true;
        if (kind_.dialect->views_hold_columns() && view.before != nullptr) drop(view.name());
      }
    }
    for (const auto* list : {&views_.removed, &views_.become_tables}) {
      for (const database::PublishedView* view : *list) {
        drop(view->name);
        stored_.forget(view->name);
      }
    }
    if (!gone.empty()) connection_.execute(kind_.dialect->drop_views(gone));
  }

  std::vector<std::size_t> order_of_views() const {
    std::vector<PlannedView> planned;
    for (const ViewWork& view : views_.views) planned.push_back(view.planned);
    return readers_last(planned);
  }

  /// A driver that leaves out a row, or another hand's rows, would show here.
  void check_rows(const TableWork& work) {
    if (work.way == Way::kNothing) return;
    const std::int64_t there = number_of(connection_.query(kind_.dialect->count_rows(work.definition())));
    if (there == work.report.rows) return;
    throw Error(ErrorCode::kConflict,
                fmt::format("{} would have {} rows, but the database has {}", work.name(), work.report.rows, there),
                order_.options.full ? "nothing was changed; does a trigger or another program change the table?"
                                    : "nothing was changed; publish with --full, which compares every row");
  }

  void bring_views() {
    for (const std::size_t place : order_of_views()) {
      ViewWork& view = views_.views[place];
      if (!view.is_wanted) continue;
      create(view.planned);
      database::check_view_columns(view.planned,
                                   connection_.columns_of(kind_.dialect->no_rows_of(view.planned.definition)));
      stored_.write_view(view.planned);
      if (view.before == nullptr)
        view.report.fate = TableReport::Fate::kCreated;
      else if (view.before->fingerprint != view.planned.fingerprint)
        view.report.fate = TableReport::Fate::kChanged;
    }
  }

  void create(const PlannedView& view) {
    try {
      connection_.execute(kind_.dialect->create_or_replace_view(view.definition, view.select));
    } catch (const RefusedError& error) {
      throw Error(ErrorCode::kData, fmt::format("{}: {}", view.file, error.message()),
                  "nothing was changed; correct the view's SQL, then c360 run; what it reads must be published, too");
    }
  }

  void finish(TableWork& work) {
    TableReport& report = work.report;
    if (work.way == Way::kCreate)
      report.fate = work.before == nullptr ? TableReport::Fate::kCreated : TableReport::Fate::kChanged;
    else if (report.inserted + report.updated + report.deleted > 0)
      report.fate = TableReport::Fate::kChanged;
    if (work.way == Way::kNothing && work.before->source == report.source &&
        work.before->definition == database::known_part(work.definition()))
      return;
    stored_.write_table({work.definition(), report.source, work.planned.content, report.rows, ""});
  }

  TargetReport report(const Plan& head) const {
    TargetReport report;
    report.target = order_.target.name;
    report.place = place_of(connection_, kind_, schema_);
    report.snapshot = head.snapshot;
    report.before = state_.snapshot;
    report.seconds = seconds_since(start_);
    report.tables = database::reports_of(works_, views_);
    return report;
  }

  SteadyClock::time_point start_ = SteadyClock::now();
  const Order& order_;
  std::string schema_;
  Connection connection_;
  const DatabaseKind& kind_;
  OdbcDatabase database_;
  PublishedState stored_;
  database::State state_;
  database::Relations relations_;
  database::Works works_;
  database::ViewWorks views_;
};

}  // namespace

TargetReport OdbcTarget::publish(const Order& order) {
  return Publication(order).run();
}

}  // namespace c360::publish::odbc
