// Answers of an API to bronze, each once, whatever is killed and whoever works at the same time.
#include "c360/ingest/pulled.h"

#include <gmock/gmock.h>

#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/rest/testing/api_server.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::ingest {
namespace {

using fetch::testing::answer;
using rest::Json;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Json orders(int count) {
  Json records = Json::array();
  for (int id = 1; id <= count; ++id) records.push_back({{"id", id}, {"amount", 12.5}});
  return records;
}

class PulledTest : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    server_.set("orders", orders(5));
    source().files.clear();
    source().rest.emplace();
    source().rest->url = server_.url("/orders");
    source().rest->paginate.page = "_page";
    source().rest->tries = 2;
    source().rest->timeout_seconds = 20;
    source().rest->largest_answer_bytes = 1 << 20;
  }

  std::vector<std::string> landed() {
    std::vector<std::string> paths;
    for (const auto& object : lake().store().list("landing/orders/")) paths.push_back(object.path);
    return paths;
  }
  Discovery pull(storage::ObjectStore& store, FileRegister& files) {
    return pull_new_files(store, {project(), source(), {}, false, "b1", 1}, files, lake().clock(), cancel());
  }

  rest::testing::ApiServer server_;
};

TEST_F(PulledTest, RecordsBecomeRowsWithTheirText) {
  server_.answer_next(
      {answer(200, R"([{"id": 1, "amount": 12.50, "at": {"city": "Y"}}, {"id": 2, "amount": null}, 7])")});
  ingest();
  EXPECT_THAT(bronze({"id", "amount", "at", "_source_file", "_source_row"}),
              ElementsAre(R"(1|12.50|{"city":"Y"}|orders/page-000001.json|1)", "2|-|-|orders/page-000001.json|2",
                          "3|12.5|-|orders/page-000002.json|1", "4|12.5|-|orders/page-000002.json|2",
                          "5|12.5|-|orders/page-000003.json|1"));
  EXPECT_THAT(malformed({"_raw"}), ElementsAre("7"));
  EXPECT_EQ(landed().size(), 3U);
}

TEST_F(PulledTest, AnAnswerIsTakenInOnce) {
  EXPECT_EQ(ingest().rows, 5);
  EXPECT_EQ(ingest().rows, 0);
  server_.set("orders", orders(6));
  const SourceResult result = ingest();
  EXPECT_EQ(result.rows, 2) << "the page that has changed: a row comes again, as an exact duplicate";
  EXPECT_EQ(landed().size(), 4U);
  EXPECT_EQ(source_totals(lake().store(), "orders").records, 7);
}

TEST_F(PulledTest, AFailedPullKeepsWhatItHad) {
  server_.set_hook([](const http::Request& request) {
    return request.query.value("_page") == "3" ? std::optional(answer(403)) : std::nullopt;
  });
  EXPECT_THAT(failure(), HasSubstr("HTTP 403"));
  EXPECT_TRUE(has_work(lake(), project(), source()));
  server_.set_hook(nullptr);
  const std::size_t before = server_.requests().size();
  EXPECT_EQ(ingest().rows, 5);
  EXPECT_EQ(server_.asked()[before], "GET /orders?_page=3");
  EXPECT_FALSE(has_work(lake(), project(), source()));
}

TEST_F(PulledTest, AnAnswerThatCannotBeTakenInIsAskedForAgain) {
  source().malformed = project::OnMalformed::kFail;
  server_.answer_next({answer(200, R"([{"id": 1}, {"id": 2, "id": 3}])")});
  EXPECT_THAT(failure(), HasSubstr("orders/page-000001.json has malformed records"));
  EXPECT_THAT(landed(), IsEmpty());
  EXPECT_EQ(ingest().rows, 5);
}

TEST_F(PulledTest, RecordsWithoutAnyColumnOfAContractAreRefused) {
  const project::Contract contract = contract_of({"order_id"});
  EXPECT_THAT(failure({&contract}), HasSubstr("has none of the columns of 'orders'"));
  EXPECT_THAT(landed(), IsEmpty());
}

TEST_F(PulledTest, ColumnsThatComeAndGoAreTold) {
  server_.answer_next({answer(200, R"([{"id": 1, "amount": 5, "state": "new"}])")});
  const std::vector<std::string> notes = ingest().notes;
  EXPECT_THAT(notes, Contains("orders/page-000002.json (and 1 more answer) has no column 'state'"));
}

TEST(TogetherTest, WhatIsTheSameOfManyAnswersIsToldOnce) {
  EXPECT_THAT(
      together({"o/page-000001.json: column 'x' is new", "o/page-000002.json has no column 'y'",
                "o/page-000003.json has no column 'y'", "o/page-000004.json has no column 'y'", "another thing"}),
      ElementsAre("o/page-000001.json: column 'x' is new", "o/page-000002.json (and 2 more answers) has no column 'y'",
                  "another thing"));
  EXPECT_THAT(together({}), IsEmpty());
}

TEST_F(PulledTest, NothingYetIsTold) {
  server_.set("orders", Json::array());
  EXPECT_THAT(ingest().notes, Contains("the API of the source 'orders' has given no records yet"));
}

TEST_F(PulledTest, FilesCannotBeChosen) {
  EXPECT_THROW(ingest({.batch_id = "b", .files = {"x"}}), Error);
}

TEST_F(PulledTest, OfTwoAtOnceEachAnswerIsTakenInOnce) {
  FileRegister mine = FileRegister::read(lake().store(), "orders");
  FileRegister others = mine;
  EXPECT_EQ(pull(lake().store(), others).files.size(), 3U);
  EXPECT_EQ(pull(lake().store(), mine).files.size(), 0U) << "the other was first, and nothing is new";
  EXPECT_EQ(ingest().rows, 5);
  EXPECT_EQ(landed().size(), 3U);
}

TEST_F(PulledTest, WhateverFailsInTheStoreNothingIsLostOrDoubled) {
  using storage::testing::Fault;
  for (const Fault fault : {Fault::kIo, Fault::kLostAnswer, Fault::kKilled}) {
    for (std::uint64_t call = 1; call <= 16; ++call) {
      use_new_lake();
      storage::testing::FaultStore store(lake().store());
      FileRegister files = FileRegister::read(lake().store(), "orders");
      store.fail(call, fault);
      try {
        pull(store, files);
      } catch (const Error&) {
      }
      EXPECT_EQ(ingest().rows, 5) << "after a fault in call " << call;
      EXPECT_EQ(bronze({"id"}).size(), 5U) << "after a fault in call " << call;
    }
  }
}

TEST_F(PulledTest, AParentsValueIsAColumn) {
  put("data/customers.csv", "customer_id,name\n1,a\n2,b\n1,again\n");
  project::Source customers;
  customers.name = "customers";
  customers.files = "data/customers.csv";
  project().sources.push_back(customers);
  const project::Source& parents = project().sources.back();
  SourceIngest first(lake(), project(), parents, {}, {false, "b1"}, cancel());
  first.find_new_files();

  source().rest->url = server_.url("/of/{customer_id}/orders");
  source().rest->for_each = {{}, "customers", "customer_id"};
  server_.set("orders", Json{{{"id", 7}, {"parent", 1}}, {{"id", 8}, {"parent", 2}}});
  ingest();
  EXPECT_THAT(bronze({"customer_id", "id"}), ElementsAre("1|7", "2|8"));
  source().rest->for_each.field = "customr_id";
  EXPECT_THAT(failure(), HasSubstr("no file of the source 'customers' has a column 'customr_id'"));
}

TEST_F(PulledTest, NoSecretIsWrittenToTheLake) {
  ::setenv("PULLED_TEST_KEY", "hidden-key-1234", 1);
  source().rest->auth.query = "api_key";
  source().rest->auth.key = "${env:PULLED_TEST_KEY}";
  source().rest->paginate = {};
  source().rest->paginate.next = "next";
  source().rest->url = server_.url("/next/orders");
  source().records = "items";
  server_.answer_next({answer(
      200,
      R"({"items": [{"id": 1, "self": "/x?api_key=hidden-key-1234"}], "next": "?from=2&api_key=hidden-key-1234"})")});
  server_.set_hook([](const http::Request& request) {
    return request.query.value("api_key") == "hidden-key-1234" ? std::nullopt : std::optional(answer(401));
  });
  EXPECT_EQ(ingest().rows, 4);
  for (const auto& object : lake().store().list(""))
    EXPECT_EQ(lake().store().get(object.path)->find("hidden-key"), std::string::npos) << object.path;
}

}  // namespace
}  // namespace c360::ingest
