#include "c360/publish/postgres/postgres_target.h"

#include <fmt/format.h>

#include <chrono>

#include "c360/project/check_publish.h"
#include "c360/publish/database/rows.h"
#include "c360/publish/database/structure.h"
#include "c360/publish/database/table_work.h"
#include "c360/publish/offer.h"
#include "c360/publish/postgres/connection.h"
#include "c360/publish/postgres/grants.h"
#include "c360/publish/postgres/opening.h"
#include "c360/publish/postgres/postgres_database.h"
#include "c360/publish/postgres/regrants.h"
#include "c360/publish/postgres/state.h"
#include "c360/publish/postgres/strangers.h"
#include "c360/publish/postgres/view_work.h"
#include "c360/sql/postgres.h"
#include "c360/sql/postgres_dialect.h"

namespace c360::publish::postgres {
namespace {

namespace pg = sql::postgres;
using database::TableWork;
using database::Way;
using SteadyClock = std::chrono::steady_clock;

constexpr int kOldestServer = 150000;

void check_server(const Connection& connection) {
  const int version = connection.server_version();
  if (version >= kOldestServer) return;
  throw Error(ErrorCode::kUnsupported,
              fmt::format("the server is PostgreSQL {}; c360 publishes to 15 and later", version / 10000),
              "keys with NULL in them need what came with 15; upgrade the server");
}

/// Holds the schema's lock until the transaction ends.
void wait_for_turn(Connection& connection, const std::string& schema, pipeline::Progress& progress) {
  const auto got =
      connection.query("SELECT pg_try_advisory_xact_lock(hashtext('c360 publish'), hashtext($1))", {schema});
  if (got.at(0).at(0) == "t") return;
  progress.note(fmt::format("waiting for another publish into the schema {} to end", schema));
  connection.query("SELECT pg_advisory_xact_lock(hashtext('c360 publish'), hashtext($1))", {schema});
}

void need_schema(Connection& connection, const std::string& schema) {
  const auto rows = connection.query("SELECT count(*) FROM pg_namespace WHERE nspname = $1", {schema});
  if (rows.at(0).at(0) != "0") return;
  try {
    connection.execute(pg::create_schema(schema));
  } catch (const RefusedError& error) {
    throw Error(error.code(), fmt::format("there is no schema {}, and it cannot be made: {}", schema, error.message()),
                "let an owner of the database make it, or grant CREATE on the database to the user");
  }
}

/// One publish, from the connection to the commit.
class Publication {
 public:
  explicit Publication(const Order& order)
      : order_(order),
        schema_(project::schema_of(order.project, order.target)),
        connection_(connection_string(order.project, order.target), order.cancel) {}

  TargetReport run() {
    begin();
    Offer offer = make_offer(
        order_,
        project::SqlLanguage::kPostgresql);  // within the lock: it is the newest moment that any publish has seen
    const Plan head = {offer.plan.project, offer.plan.schema, offer.plan.snapshot, offer.plan.run_id, {}, {}};
    database::check_owner(state_, head);
    look_for_strangers();
    views_ = database::plan_views(offer.plan, state_, relations_);
    works_ = database::plan_works(std::move(offer.plan), state_, relations_, pg::dialect(), order_.lake,
                                  offer.connection, order_.options.full);
    lock_tables();
    const bool same = works_.nothing_to_do() && views_.nothing_to_do();
    if (!same) change(offer.connection);
    const bool granted = grant(connection_, schema_, order_.target.grants, works_, views_);
    if (!same || state_.snapshot != head.snapshot || granted) write_publication(connection_, head);
    connection_.execute("COMMIT");
    return report(head);
  }

 private:
  void begin() {
    check_server(connection_);
    connection_.execute("BEGIN ISOLATION LEVEL READ COMMITTED");
    set_up(connection_, schema_);
    wait_for_turn(connection_, schema_, order_.progress);
    connection_.execute("SET LOCAL lock_timeout = '60s'");
    need_schema(connection_, schema_);
    state_ = read_state(connection_, schema_);
    if (!state_.is_made) make_state(connection_);
    relations_ = relations_of(connection_, schema_);
  }

  /// Changes that others have committed stop a publish; --full makes up for them.
  void look_for_strangers() {
    refuse_replaced(state_, relations_);
    const auto lines = strangers(state_, relations_, foreign_changes(connection_));
    if (!order_.options.full) return refuse_strangers(lines, schema_, order_.target.name);
    for (const std::string& line : lines) order_.progress.note("repairing: " + line);
  }

  /// Keeps other writers out of the tables that change, and sees what those did who were at work until then.
  void lock_tables() {
    bool any = false;
    for (const TableWork& work : works_.tables) {
      if (work.way != Way::kDifference && work.way != Way::kCompare) continue;
      connection_.execute(pg::lock_against_writers(work.definition()));
      any = true;
    }
    if (any && !order_.options.full)
      refuse_strangers(strangers(state_, relations_, foreign_changes(connection_)), schema_, order_.target.name);
  }

  void change(engine::Connection& engine) {
    watch(false);
    Regrants regrants(connection_);
    drop_views(connection_, schema_, works_, views_, relations_);
    database::clear_structure(database_, works_);
    for (const database::RemovedTable& table : works_.removed) forget_table(connection_, table.before->definition.name);
    database::bring_rows(database_, engine, works_, order_.progress);
    database::remove_rows(database_, works_);
    database::complete_structure(database_, works_, order_.progress);
    watch(true);
    bring_views(connection_, views_);
    regrants.give();
    for (TableWork& work : works_.tables) finish(work);
    if (order_.options.full) forget_foreign_changes(connection_);
  }

  /// Our own changes are no stranger's: tables are watched by triggers, except while they are changed here.
  void watch(bool on) {
    if (on) connection_.execute("SET CONSTRAINTS ALL IMMEDIATE");
    for (const TableWork& work : works_.tables) {
      if (work.way == Way::kNothing) continue;
      const bool is_whole = work.relation != nullptr && work.relation->watchers == pg::kWatchTriggers;
      if (work.way != Way::kCreate && is_whole) {
        connection_.execute(pg::set_watching(work.definition(), on));
        continue;
      }
      if (!on) continue;
      for (const std::string& statement : pg::unwatch(work.definition())) connection_.execute(statement);
      for (const std::string& statement : pg::watch(work.definition(), kNoteFunction)) connection_.execute(statement);
    }
  }

  void finish(TableWork& work) {
    TableReport& report = work.report;
    const std::int64_t changed = report.inserted + report.updated + report.deleted;
    if (work.way == Way::kCreate)
      report.fate = TableReport::Fate::kCreated;
    else if (changed > 0)
      report.fate = TableReport::Fate::kChanged;
    constexpr std::int64_t kShare = 10;  // a tenth of the rows changes what the planner should know
    if (changed > 0 && changed * kShare >= report.rows) connection_.execute(pg::analyze(work.definition()));
    if (work.way == Way::kNothing && work.before->definition == database::known_part(work.definition())) return;
    const database::PublishedTable table{work.definition(), work.report.source, work.planned.content, report.rows, ""};
    write_table(connection_, table);
  }

  TargetReport report(const Plan& head) const {
    TargetReport report;
    report.target = order_.target.name;
    report.place = fmt::format("schema {} of {}", schema_, connection_.display());
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
  PostgresDatabase database_{connection_};
  database::State state_;
  database::Relations relations_;
  database::Works works_;
  database::ViewWorks views_;
};

}  // namespace

TargetReport PostgresTarget::publish(const Order& order) {
  return Publication(order).run();
}

}  // namespace c360::publish::postgres
