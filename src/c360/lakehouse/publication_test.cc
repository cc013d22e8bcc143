#include "c360/lakehouse/publication.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

using storage::testing::Fault;
using testing::schema_of_columns;

delta::Metadata metadata_of_id() {
  delta::Metadata metadata;
  metadata.schema = schema_of_columns({{"id", "long"}});
  return metadata;
}

delta::AddFile file_named(const std::string& path) {
  delta::AddFile file;
  file.path = path;
  file.size = 1;
  return file;
}

/// A lakehouse after its first run, and what the second is about to publish: a new version of silver.orders and a new
/// table gold.kpi.
struct World {
  World() : lake(with_faults(), database(), clock) {
    LakeTable orders = lake.table({"silver", "orders"});
    const delta::Snapshot first = orders.log().create(metadata_of_id(), "WRITE", {file_named("old.parquet")});
    before.number = 1;
    before.run_id = "run-1";
    before.tables = {{{"silver", "orders"}, 0, "f0", "", ""}};
    publish_moment(*real, before);

    delta::Transaction change = orders.log().begin(first);
    change.remove_all();
    change.add(file_named("new.parquet"));
    publication.commits.push_back({orders.name(), 1, change.prepare()});
    LakeTable kpi = lake.table({"gold", "kpi"});
    publication.commits.push_back(
        {kpi.name(), 0, kpi.log().prepare_create(metadata_of_id(), "WRITE", {file_named("kpi.parquet")})});
    publication.moment = before;
    publication.moment.number = 2;
    publication.moment.run_id = "run-2";
    publication.moment.tables = {{{"silver", "orders"}, 1, "f1", "", ""}, {{"gold", "kpi"}, 0, "g1", "", ""}};
    store->fail(0, Fault::kIo);
  }

  static engine::Database& database() {
    static engine::Database only{engine::Options{}};
    return only;
  }

  std::unique_ptr<storage::ObjectStore> with_faults() {
    auto faulty = std::make_unique<storage::testing::FaultStore>(*real);
    store = faulty.get();
    return faulty;
  }

  /// The process is started again: the store works, and what was written down is there.
  void restart() { store->fail(0, Fault::kIo); }

  std::vector<std::string> files_of(const TableName& name, delta::Version version) {
    const delta::Snapshot snapshot = lake.table(name).log().at_version(version);
    std::vector<std::string> paths;
    for (const delta::AddFile& file : snapshot.files()) paths.push_back(file.path);
    return paths;
  }

  /// All of the one run or all of the other: every version that the current moment names is there, with its files.
  void expect_one_moment() {
    const std::optional<Moment> current = current_moment(*real);
    ASSERT_TRUE(current.has_value());
    ASSERT_TRUE(*current == before || *current == publication.moment);
    if (*current == before) {
      EXPECT_EQ(files_of({"silver", "orders"}, 0), std::vector<std::string>{"old.parquet"});
    } else {
      EXPECT_EQ(files_of({"silver", "orders"}, 1), std::vector<std::string>{"new.parquet"});
      EXPECT_EQ(files_of({"gold", "kpi"}, 0), std::vector<std::string>{"kpi.parquet"});
    }
  }

  void expect_published() {
    expect_one_moment();
    EXPECT_EQ(current_moment(*real), publication.moment);
    EXPECT_TRUE(pending_publications(*real).empty());
    EXPECT_EQ(lake.table({"silver", "orders"}).log().latest().version(), 1);
    EXPECT_EQ(lake.table({"gold", "kpi"}).log().latest().version(), 0);
  }

  /// Another writer, who knows nothing of c360, appends to silver.orders.
  void append_as_another() {
    LakeTable orders = lake.table({"silver", "orders"});
    delta::Transaction change = orders.log().begin(orders.log().latest());
    change.add(file_named("foreign.parquet"));
    change.commit();
  }

  TemporaryDirectory folder;
  std::unique_ptr<storage::ObjectStore> real = storage::open_local_store(folder.path() / "lake");
  storage::testing::FaultStore* store = nullptr;
  FixedClock clock{parse_utc("2024-05-31T08:15:00Z")};
  Lakehouse lake;
  Moment before;
  Publication publication;
};

std::uint64_t steps_of_a_publication() {
  World world;
  publish(world.lake, world.publication);
  return world.store->calls();
}

Error failure_of(World& world) {
  try {
    publish(world.lake, world.publication);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::kInternal, "was published");
}

TEST(PublicationTest, CommitsEveryTableAndTheMoment) {
  World world;
  publish(world.lake, world.publication);
  world.expect_published();
}

TEST(PublicationTest, PublishingTwiceIsPublishingOnce) {
  World world;
  publish(world.lake, world.publication);
  publish(world.lake, world.publication);
  world.expect_published();
  EXPECT_EQ(moment_numbers(*world.real), (std::vector<std::int64_t>{1, 2}));
}

TEST(PublicationTest, KilledBeforeAnyStepItIsAllOrNothingAndCanBeRolledForward) {
  const std::uint64_t steps = steps_of_a_publication();
  ASSERT_GT(steps, 5u);
  for (std::uint64_t step = 1; step <= steps; ++step) {
    SCOPED_TRACE("killed before step " + std::to_string(step));
    World world;
    world.store->fail(step, Fault::kKilled);
    EXPECT_THROW(publish(world.lake, world.publication), Error);
    const std::string killed_at = world.store->log().at(step - 1);
    world.restart();
    world.expect_one_moment();
    const bool written_down = !pending_publications(*world.real).empty();
    for (const RolledForward& outcome : roll_forward(world.lake)) {
      EXPECT_TRUE(outcome.completed) << outcome.reason;
      EXPECT_EQ(outcome.run_id, "run-2");
    }
    if (!written_down) {
      EXPECT_EQ(current_moment(*world.real), world.before) << killed_at;
      publish(world.lake, world.publication);
    }
    world.expect_published();
    EXPECT_TRUE(roll_forward(world.lake).empty());
  }
}

TEST(PublicationTest, KilledWhileRollingForwardItIsRolledForwardAgain) {
  const std::uint64_t steps = steps_of_a_publication() + 2;
  for (std::uint64_t step = 1; step <= steps; ++step) {
    SCOPED_TRACE("killed before step " + std::to_string(step));
    World world;
    world.real->put_if_absent("_c360/pending/run-2.json", world.publication.to_json());
    world.store->fail(step, Fault::kKilled);
    try {
      roll_forward(world.lake);
    } catch (const Error&) {
      world.restart();
      world.expect_one_moment();
    }
    world.restart();
    roll_forward(world.lake);
    world.expect_published();
  }
}

TEST(PublicationTest, ALostAnswerOrAFullDiskLosesNothing) {
  const std::uint64_t steps = steps_of_a_publication();
  for (const Fault fault : {Fault::kLostAnswer, Fault::kNoSpace}) {
    for (std::uint64_t step = 1; step <= steps; ++step) {
      SCOPED_TRACE("fault before step " + std::to_string(step));
      World world;
      world.store->fail(step, fault);
      try {
        publish(world.lake, world.publication);
      } catch (const Error& error) {
        EXPECT_NE(error.code(), ErrorCode::kConflict) << error.what();
        world.restart();
        world.expect_one_moment();
        roll_forward(world.lake);
        publish(world.lake, world.publication);
      }
      world.restart();
      world.expect_published();
    }
  }
}

TEST(PublicationTest, AnotherWriterWhoWasFasterMakesItFailWithNothingVisible) {
  World world;
  world.append_as_another();
  const Error error = failure_of(world);
  EXPECT_EQ(error.code(), ErrorCode::kConflict);
  EXPECT_NE(error.message().find("silver.orders"), std::string::npos) << error.message();
  EXPECT_NE(error.message().find("nothing of this run is visible"), std::string::npos) << error.message();
  EXPECT_EQ(current_moment(*world.real), world.before);
  EXPECT_FALSE(world.lake.table({"gold", "kpi"}).log().exists());
  EXPECT_TRUE(pending_publications(*world.real).empty());
}

TEST(PublicationTest, AnIntentThatAnotherWriterVoidedIsReportedAndRemoved) {
  World world;
  world.real->put_if_absent("_c360/pending/run-2.json", world.publication.to_json());
  world.append_as_another();
  const std::vector<RolledForward> outcomes = roll_forward(world.lake);
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_FALSE(outcomes[0].completed);
  EXPECT_NE(outcomes[0].reason.find("silver.orders"), std::string::npos) << outcomes[0].reason;
  EXPECT_EQ(current_moment(*world.real), world.before);
  EXPECT_TRUE(pending_publications(*world.real).empty());
}

TEST(PublicationTest, AnIntentThatAnotherProcessCompletesMeanwhileIsNoFailure) {
  World world;
  world.real->put_if_absent("_c360/pending/run-2.json", world.publication.to_json());
  world.store->fail(2, Fault::kVanished);
  EXPECT_TRUE(roll_forward(world.lake).empty());
  ASSERT_EQ(world.store->log().at(1), "get _c360/pending/run-2.json");
  world.restart();
  EXPECT_EQ(roll_forward(world.lake).size(), 1u);
  world.expect_published();
}

TEST(PublicationTest, AnIntentThatIsNoneIsNamed) {
  World world;
  world.real->put_if_absent("_c360/pending/run-2.json", "{ half");
  try {
    roll_forward(world.lake);
    FAIL() << "took half an intent";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    EXPECT_NE(error.message().find("_c360/pending/run-2.json"), std::string::npos) << error.message();
  }
}

TEST(PublicationTest, SaysWhatWasCommittedBeforeAnotherWriterGotInBetween) {
  World world;
  std::swap(world.publication.commits[0], world.publication.commits[1]);
  LakeTable kpi = world.lake.table({"gold", "kpi"});
  kpi.log().commit_prepared(0, world.publication.commits[0].text);
  world.append_as_another();
  const Error error = failure_of(world);
  EXPECT_EQ(error.code(), ErrorCode::kConflict);
  EXPECT_NE(error.message().find("in no snapshot: gold.kpi version 0"), std::string::npos) << error.message();
  EXPECT_EQ(current_moment(*world.real), world.before);
}

TEST(PublicationTest, OfTwoRunsFromOneMomentOnePublishes) {
  World world;
  Moment other = world.before;
  other.number = 2;
  other.run_id = "run-other";
  publish_moment(*world.real, other);
  const Error error = failure_of(world);
  EXPECT_EQ(error.code(), ErrorCode::kConflict);
  EXPECT_NE(error.message().find("run-other"), std::string::npos) << error.message();
  EXPECT_EQ(world.lake.table({"silver", "orders"}).log().latest().version(), 0);
  EXPECT_EQ(current_moment(*world.real), other);
}

TEST(PublicationTest, LosesNothingAsJson) {
  World world;
  EXPECT_EQ(Publication::from_json(world.publication.to_json()), world.publication);
  EXPECT_THROW(Publication::from_json("{}"), Error);
  EXPECT_THROW(Publication::from_json(R"({"format": 99})"), Error);
}

}  // namespace
}  // namespace c360::lakehouse
