#include "c360/session/session.h"

#include <gmock/gmock.h>

#include "c360/base/local_files.h"
#include "c360/lakehouse/run_store.h"
#include "c360/lakehouse/testing/lake_fixture.h"
#include "c360/session/testing/texts.h"

namespace c360::session {
namespace {

using lakehouse::Moment;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::texts;

class SessionTest : public lakehouse::testing::LakeFixture {
 protected:
  SessionTest() {
    project_.root = folder_.path();
    project_.lakehouse = (folder_.path() / "lake").string();
    project::Source source;
    source.name = "orders";
    source.files = "data/orders*.csv";
    project_.sources.push_back(source);
  }

  void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((folder_.path() / path).parent_path());
    write_file(folder_.path() / path, text);
  }

  /// silver.orders with one row, then with two; the moment of its version.
  Moment moment_at(delta::Version version) {
    Moment moment;
    moment.number = version + 1;
    moment.run_id = "r" + std::to_string(version);
    moment.tables = {{{"silver", "orders"}, version, "f", "Orders.", ""}};
    return moment;
  }
  void write_two_versions() {
    lakehouse::LakeTable table = lake_.table({"silver", "orders"});
    const auto first = create(table, "SELECT 1::bigint AS id");
    delta::Transaction more = table.log().begin(first);
    for (const auto& file : lakehouse::write_files(connection_, table, first.schema(),
                                                   lakehouse::testing::query_of("SELECT 2::bigint AS id"))
                                .files) {
      more.add(file);
    }
    more.set_operation("WRITE", {});
    more.commit();
  }

  void create_other() {
    lakehouse::LakeTable table = lake_.table({"silver", "others"});
    create(table, "SELECT 7::bigint AS n");
  }

  /// Takes away the data file of silver.orders whose only row has this id.
  void delete_data_of(const std::string& id) {
    lakehouse::LakeTable table = lake_.table({"silver", "orders"});
    for (const auto& file : table.log().latest().files()) {
      if (file.stats->find("\"minValues\":{\"id\":" + id) == std::string::npos) continue;
      std::filesystem::remove(real_->local_file("silver/orders/" + file.path));
    }
  }

  std::vector<std::string> ask(Session& session, const std::string& select) {
    engine::Result result = session.query(select);
    return texts(result);
  }

  /// A conversation over a moment, in a database of its own.
  std::vector<std::string> ask(const std::optional<Moment>& moment, const std::string& select,
                               const Access& access = {}) {
    engine::Database database;
    lakehouse::Lakehouse lake(storage::open_local_store(folder_.path() / "lake"), database, clock_);
    Session session(lake, &project_, moment, access);
    return ask(session, select);
  }

  /// Of a role that sees these rows.
  static Access seeing(const std::string& condition) {
    project::RoleSpec role;
    role.name = "some";
    role.condition = condition;
    return {std::nullopt, role};
  }
  static Access masked() { return {std::string(16, 'k'), std::nullopt}; }

  project::Project project_;
};

TEST_F(SessionTest, SeesEachMomentAsItWas) {
  write_two_versions();
  EXPECT_THAT(ask(moment_at(0), "SELECT id FROM silver.orders"), ElementsAre("1"));
  EXPECT_THAT(ask(moment_at(1), "SELECT id FROM silver.orders ORDER BY id"), ElementsAre("1", "2"));
}

TEST_F(SessionTest, ReadsSourceFilesBeforeAnyRun) {
  put("data/orders.csv", "order_id,amount\n7,1.50\n");
  EXPECT_THAT(ask(std::nullopt, "SELECT order_id, amount FROM raw.orders"), ElementsAre("7|1.50"));
}

TEST_F(SessionTest, HasEveryMetaTableBeforeAnyRun) {
  for (const std::string table : {"runs", "row_account", "warnings", "tables", "files", "lineage"}) {
    EXPECT_THAT(ask(std::nullopt, "SELECT * FROM meta." + table), IsEmpty()) << table;
  }
}

TEST_F(SessionTest, TellsTheMomentInMetaTables) {
  write_two_versions();
  Moment moment = moment_at(1);
  moment.views = {{{"gold", "ids"}, "SELECT id FROM silver.orders", "f", "All ids."}};
  moment.accounts = {{"orders", 5, 1, 4, 2, 1, 0, 1}};
  moment.warnings = {{"small", "orders", "2", "data/o.csv", 9}};
  EXPECT_THAT(ask(moment, "SELECT * FROM meta.row_account"), ElementsAre("orders|5|1|4|2|1|0|1"));
  EXPECT_THAT(ask(moment, "SELECT * FROM meta.warnings"), ElementsAre("small|orders|2|data/o.csv|9"));
  EXPECT_THAT(ask(moment, "SELECT * FROM meta.tables"),
              ElementsAre("silver|orders|table|1|Orders.", "gold|ids|view|NULL|All ids."));
  const std::string lineage =
      "SELECT schema, name, \"column\", input_schema, input_name, input_column FROM meta.lineage";
  EXPECT_THAT(ask(moment, lineage), ElementsAre("gold|ids|NULL|silver|orders|NULL")) << "of a snapshot that keeps none";
  EXPECT_THAT(ask(moment, "SELECT count(*) FROM gold.ids"), ElementsAre("2"));
}

TEST_F(SessionTest, ListsRunsNewestFirstAndThoseThatCannotBeReadByTheirId) {
  lakehouse::write_run_report(*real_, "20240101T000000-00000000", "no JSON");
  lakehouse::write_run_report(*real_, "20240201T000000-00000000",
                              R"({"status": "failed", "started": "2024-02-01T00:00:00Z",
                                  "finished": "2024-02-01T00:00:01Z", "snapshot": 3, "error": "full"})");
  EXPECT_THAT(ask(std::nullopt, "SELECT run_id, status, started, snapshot, error FROM meta.runs"),
              ElementsAre("20240201T000000-00000000|failed|2024-02-01 00:00:00+00|3|full",
                          "20240101T000000-00000000|NULL|NULL|NULL|NULL"));
}

TEST_F(SessionTest, ListsTheStepsOfRunsAsActivities) {
  lakehouse::write_run_report(*real_, "20240101T000000-00000000", "no JSON");
  lakehouse::write_run_report(*real_, "20240201T000000-00000000",
                              R"({"status": "failed", "steps": [
          {"activity": "copy", "name": "bronze.orders", "status": "succeeded", "started": "2024-02-01T00:00:00Z",
           "seconds": 1.5, "attempts": 2, "rows_in": 10, "rows": 9, "detail": "1 new file", "error": ""},
          {"activity": "refine", "name": "silver.orders", "status": "failed", "started": "2024-02-01T00:00:02Z",
           "seconds": 0, "attempts": 1, "rows_in": null, "rows": 0, "detail": "", "error": "full"}]})");
  lakehouse::write_run_report(
      *real_, "20230201T000000-00000000",
      R"({"steps": [{"activity": "copy", "name": "bronze.orders", "seconds": 1.5, "rows": 9, "detail": "old"}]})");
  EXPECT_THAT(ask(std::nullopt, "SELECT * EXCLUDE (run_id) FROM meta.activities ORDER BY run_id DESC, activity"),
              ElementsAre("1|copy|bronze.orders|succeeded|2024-02-01 00:00:00+00|2024-02-01 00:00:01.5+00|2|10|9|1 new "
                          "file|NULL|NULL|NULL|NULL",
                          "2|refine|silver.orders|failed|2024-02-01 00:00:02+00|2024-02-01 "
                          "00:00:02+00|1|NULL|0|NULL|full|NULL|NULL|NULL",
                          "1|copy|bronze.orders|succeeded|NULL|NULL|1|NULL|9|old|NULL|NULL|NULL|NULL"));
}

TEST_F(SessionTest, ShowsItsTablesInTheInformationSchema) {
  write_two_versions();
  EXPECT_THAT(ask(moment_at(0), "SELECT table_name FROM information_schema.tables WHERE table_schema = 'silver'"),
              ElementsAre("orders"));
}

TEST_F(SessionTest, ReadsADeltaTableByItsPath) {
  write_two_versions();
  const std::string path = (folder_.path() / "lake" / "silver" / "orders").string();
  Session session(lake_, nullptr, std::nullopt);
  EXPECT_THAT(ask(session, "SELECT count(*) FROM delta_scan('" + path + "')"), ElementsAre("2"));
  EXPECT_THAT(ask(session, "SELECT max(id) FROM delta_scan('" + path + "/')"), ElementsAre("2"));
}

TEST_F(SessionTest, OpensOnlyTheFilesThatMayMatch) {
  write_two_versions();
  delete_data_of("2");
  const Moment moment = moment_at(1);
  EXPECT_THAT(ask(moment, "SELECT id FROM silver.orders WHERE id = 1"), ElementsAre("1"));
  EXPECT_THROW(ask(moment, "SELECT id FROM silver.orders"), Error);
}

TEST_F(SessionTest, OpensOnlyTheFilesThatMayMatchBehindViewsToo) {
  write_two_versions();
  delete_data_of("2");
  Moment moment = moment_at(1);
  moment.views = {{{"gold", "ids"}, "SELECT id AS k FROM silver.orders WHERE id < 9", "f", ""}};
  EXPECT_THAT(ask(moment, "SELECT k FROM gold.ids WHERE k BETWEEN 0 AND 1"), ElementsAre("1"));
  EXPECT_THROW(ask(moment, "SELECT k FROM gold.ids"), Error);
}

TEST_F(SessionTest, OpensOnlyTheFilesThatARoleMaySee) {
  write_two_versions();
  delete_data_of("2");
  EXPECT_THAT(ask(moment_at(1), "SELECT id FROM silver.orders", seeing("id < 2")), ElementsAre("1"));
  EXPECT_THAT(ask(moment_at(1), "SELECT count(*) FROM silver.orders", seeing("id = 1")), ElementsAre("1"));
  EXPECT_THROW(ask(moment_at(1), "SELECT id FROM silver.orders", seeing("id >= 1")), Error);
}

TEST_F(SessionTest, ARolesConditionMayEndInAComment) {
  write_two_versions();
  EXPECT_THAT(ask(moment_at(1), "SELECT id FROM silver.orders", seeing("id = 1 -- the first")), ElementsAre("1"));
}

TEST_F(SessionTest, WhoSeesLessThanAllReadsNoFilesByTheirPath) {
  write_two_versions();
  const std::string scan = "FROM delta_scan('" + (folder_.path() / "lake" / "silver" / "orders").string() + "')";
  EXPECT_THROW(ask(moment_at(1), scan, masked()), Error);
  EXPECT_THROW(ask(moment_at(1), scan, seeing("id = 1")), Error);
}

TEST_F(SessionTest, BeforeAnyRunThereIsNothingToHide) {
  put("data/orders.csv", "order_id,amount\n7,1.50\n");
  EXPECT_THROW(ask(std::nullopt, "FROM raw.orders", masked()), Error);
  EXPECT_THAT(ask(std::nullopt, "FROM meta.warnings", masked()), IsEmpty());
  EXPECT_THAT(ask(std::nullopt, "FROM meta.tables", seeing("id = 1")), IsEmpty());
}

TEST_F(SessionTest, TellsWhyATableIsNotThere) {
  write_two_versions();
  create_other();
  Moment moment = moment_at(1);
  moment.tables.push_back({{"silver", "others"}, 0, "f", "", ""});
  moment.views = {{{"gold", "both"}, "SELECT id FROM silver.orders, silver.Others", "f", ""}};
  const Session some(lake_, &project_, moment, seeing("id = 1"));
  EXPECT_EQ(some.why_absent("silver", "orders"), "");
  EXPECT_THAT(some.why_absent("SILVER", "others"), HasSubstr("silver.others is not there for the role some"));
  EXPECT_THAT(some.why_absent("gold", "both"), HasSubstr("gold.both reads silver.Others: silver.others is not there"));
  EXPECT_THAT(some.why_absent("raw", "orders"), HasSubstr("everyone's rows"));
  EXPECT_EQ(some.why_absent("silver", "unheard_of"), "");
}

TEST_F(SessionTest, KeysOfWarningsAndErrorsOfRunsAreForWhoSeesPersonalData) {
  Moment moment = moment_at(0);
  moment.tables.clear();
  moment.warnings = {{"small", "orders", "2", "data/o.csv", 9}};
  EXPECT_THAT(ask(moment, "SELECT * FROM meta.warnings", masked()), ElementsAre("small|orders|NULL|data/o.csv|9"));
  EXPECT_THROW(ask(moment, "SELECT * FROM meta.warnings", seeing("id = 1")), Error);
}

TEST_F(SessionTest, OpensOnlyTheFilesOfAPathThatMayMatch) {
  write_two_versions();
  delete_data_of("2");
  const std::string scan = "delta_scan('" + (folder_.path() / "lake" / "silver" / "orders").string() + "')";
  Session session(lake_, nullptr, std::nullopt);
  EXPECT_THAT(ask(session, "SELECT o.id FROM " + scan + " AS o WHERE o.id = 1"), ElementsAre("1"));
  EXPECT_THROW(ask(session, "SELECT id FROM " + scan), Error);
  EXPECT_THAT(ask(session, "SELECT id FROM " + scan + " WHERE id < 2"), ElementsAre("1"));
}

TEST_F(SessionTest, ATableThatCannotBeReadIsInNoOthersWay) {
  write_two_versions();
  create_other();
  delete_data_of("1");
  delete_data_of("2");
  Moment moment = moment_at(1);
  moment.tables.push_back({{"silver", "others"}, 0, "f", "", ""});
  EXPECT_THAT(ask(moment, "SELECT n FROM silver.others"), ElementsAre("7"));
  EXPECT_THAT(ask(moment, "SELECT column_name FROM information_schema.columns WHERE table_name = 'orders'"),
              ElementsAre("id"));
}

TEST_F(SessionTest, PathsThatDifferInCaseOnlyAreTwo) {
  write_two_versions();
  create_other();
  const std::filesystem::path silver = folder_.path() / "lake" / "silver";
  std::filesystem::rename(silver / "others", silver / "ORDERS");
  const auto scan = [&](const std::string& name) { return "delta_scan('" + (silver / name).string() + "')"; };
  Session session(lake_, nullptr, std::nullopt);
  EXPECT_THAT(ask(session, "SELECT a.id, b.n FROM " + scan("orders") + " a, " + scan("ORDERS") + " b WHERE a.id = 2"),
              ElementsAre("2|7"));
}

TEST_F(SessionTest, SaysWhichFolderIsNoDeltaTable) {
  Session session(lake_, nullptr, std::nullopt);
  try {
    ask(session, "SELECT * FROM delta_scan('/nowhere/at all')");
    ADD_FAILURE() << "there is nothing to read";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("/nowhere/at all"));
  }
  EXPECT_FALSE(std::filesystem::exists("/nowhere"));
}

TEST_F(SessionTest, FillsInParameters) {
  Session session(lake_, nullptr, std::nullopt);
  engine::Result result = session.query("SELECT ? || 'b'", {"a'"});
  EXPECT_THAT(texts(result), ElementsAre("a'b"));
}

TEST_F(SessionTest, ReadsAModelThatIsAFolderOfFiles) {
  write_two_versions();
  lakehouse::LakeTable table = lake_.table({"silver", "orders"});
  const delta::Snapshot snapshot = table.log().latest();
  Moment moment = moment_at(1);
  Moment::ParquetFolder folder{{"gold", "export"}, {}, snapshot.schema().to_json(), "f", "", ""};
  for (const auto& file : snapshot.files()) folder.files.push_back("silver/orders/" + file.path);
  moment.parquet = {folder};
  EXPECT_THAT(ask(moment, "SELECT sum(id) FROM gold.export"), ElementsAre("3"));
}

}  // namespace
}  // namespace c360::session
