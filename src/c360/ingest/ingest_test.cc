#include "c360/ingest/ingest.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <sstream>

#include "c360/base/local_files.h"
#include "c360/ingest/bronze.h"
#include "c360/ingest/bronze_columns.h"
#include "c360/ingest/fixture/lake_fixture.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Ingest : public fixture::LakeFixture {};

TEST_F(Ingest, brings_files_to_bronze_as_text_with_where_each_row_comes_from) {
  put("data/orders-1.csv", "id,name\n1, Ann \n2,\"B\"\"o\"\n");
  put("data/orders-2.csv", "id;name\r\n3;\r\n");
  const SourceResult result = ingest();
  EXPECT_EQ(result.rows, 3);
  EXPECT_EQ(result.records, 3);
  EXPECT_EQ(result.malformed, 0);
  EXPECT_THAT(result.notes, IsEmpty());
  EXPECT_THAT(bronze({"id", "name", "_source_file", "_source_row", "_file_no", "_batch_id"}),
              ElementsAre("1| Ann |data/orders-1.csv|1|1|b1", "2|B\"o|data/orders-1.csv|2|1|b1",
                          "3||data/orders-2.csv|1|2|b1"));
}

TEST_F(Ingest, keeps_what_is_the_same_in_a_whole_file_in_the_log_alone) {
  put("data/orders-1.csv", "id\n1\n2\n");
  put("data/orders-2.csv", "id\n");
  put("data/orders 3's.csv", "id\n3\n");
  ingest();
  const delta::Snapshot snapshot = lake().table(bronze_table("orders")).log().latest();
  EXPECT_THAT(snapshot.metadata().partition_columns,
              ElementsAre("_source_file", "_file_no", "_ingested_at", "_batch_id"));
  ASSERT_EQ(snapshot.files().size(), 2U);
  std::vector<delta::PartitionValues> values;
  for (const delta::AddFile& file : snapshot.files()) values.push_back(file.partition_values);
  EXPECT_THAT(values, UnorderedElementsAre(file_values("data/orders 3's.csv", 1, 1'700'000'000'000'000, "b1"),
                                           file_values("data/orders-1.csv", 2, 1'700'000'000'000'000, "b1")));
  EXPECT_THAT(bronze({"id", "_source_file", "_ingested_at"}),
              ElementsAre("3|data/orders 3's.csv|2023-11-14 22:13:20+00", "1|data/orders-1.csv|2023-11-14 22:13:20+00",
                          "2|data/orders-1.csv|2023-11-14 22:13:20+00"));
}

TEST_F(Ingest, tells_how_far_it_is_while_it_reads) {
  put("data/orders-1.csv", "id,name\n1,Ann\n2\n3,Bo\n");
  std::vector<std::string> told;
  std::function<double()> kept;
  Options options{false, "b1"};
  options.watch = [&](std::function<double()> share) {
    told.push_back(share ? fmt::format("from {}", share()) : "no more");
    if (share) kept = std::move(share);
  };
  ingest(options);
  EXPECT_THAT(told, ElementsAre("from 0", "no more"));
  EXPECT_EQ(kept(), 1.0);
  ingest(options);
  EXPECT_EQ(told.size(), 2U) << "nothing was new";
}

TEST_F(Ingest, takes_hundreds_of_files_in_one_commit) {
  constexpr int kFiles = 300;
  for (int file = 1; file <= kFiles; ++file)
    put(fmt::format("data/orders-{:04}.csv", file), fmt::format("id\n{}\n", file));
  EXPECT_EQ(ingest().rows, kFiles);
  const std::vector<std::string> rows = bronze({"id", "_source_file", "_file_no"});
  ASSERT_EQ(rows.size(), std::size_t{kFiles});
  EXPECT_EQ(rows.front(), "1|data/orders-0001.csv|1");
  EXPECT_EQ(rows.back(), "300|data/orders-0300.csv|300");
}

TEST_F(Ingest, keeps_the_untouched_bytes) {
  const std::string bytes = "\xEF\xBB\xBFid,name\r\n1,a\r\n";
  put("data/orders-1.csv", bytes);
  const SourceResult result = ingest();
  ASSERT_EQ(result.files.size(), 1U);
  EXPECT_EQ(lake().store().get(result.files[0].landing), bytes);
}

TEST_F(Ingest, does_nothing_where_nothing_is_new) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  const delta::Version version = ingest().bronze_version;
  const SourceResult again = ingest();
  EXPECT_TRUE(again.files.empty());
  EXPECT_EQ(again.bronze_version, version);
  EXPECT_FALSE(has_work(lake(), project(), source()));
}

TEST_F(Ingest, takes_only_new_files) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  ingest();
  put("data/orders-0.csv", "id,name\n2,b\n");
  EXPECT_TRUE(has_work(lake(), project(), source()));
  EXPECT_EQ(ingest().rows, 1);
  EXPECT_THAT(bronze({"id", "_file_no"}), ElementsAre("1|1", "2|2"));
  EXPECT_EQ(source_totals(lake().store(), "orders").records, 2);
  EXPECT_EQ(source_totals(lake().store(), "orders").files, 2);
}

TEST_F(Ingest, takes_new_content_of_a_path_as_a_new_version_of_the_file) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  ingest();
  put("data/orders-1.csv", "id,name\n1,a\n2,b\n");
  EXPECT_EQ(ingest().rows, 2);
  EXPECT_THAT(bronze({"id", "_file_no"}), ElementsAre("1|1", "1|2", "2|2"));
}

TEST_F(Ingest, knows_content_that_is_offered_again_under_its_name) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  ingest();
  put("data/orders-1.csv", "id,name\n1,a\n2,b\n");
  ingest();
  put("data/orders-1.csv", "id,name\n1,a\n");
  EXPECT_TRUE(ingest().files.empty());
  EXPECT_FALSE(has_work(lake(), project(), source())) << "its new time is remembered";
  EXPECT_EQ(lake().store().list("landing").size(), 2U);
}

TEST_F(Ingest, takes_the_same_content_under_another_name_as_another_file) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  put("data/orders-2.csv", "id,name\n1,a\n");
  EXPECT_EQ(ingest().rows, 2);
}

TEST_F(Ingest, reads_everything_again_when_told_to) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  ingest();
  EXPECT_TRUE(ingest({.rehash = true, .batch_id = "b2"}).files.empty());
}

TEST_F(Ingest, forgets_nothing_when_a_file_disappears) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  ingest();
  std::filesystem::remove(root() / "data/orders-1.csv");
  EXPECT_TRUE(ingest().files.empty());
  EXPECT_THAT(bronze({"id"}), ElementsAre("1"));
}

TEST_F(Ingest, is_fine_without_any_file) {
  const SourceResult result = ingest();
  EXPECT_EQ(result.bronze_version, -1);
  EXPECT_THAT(result.notes, ElementsAre("no file matches data/orders*.csv"));
}

TEST_F(Ingest, is_fine_with_empty_files) {
  put("data/orders-1.csv", "");
  put("data/orders-2.csv", "id,name\n");
  const SourceResult result = ingest();
  EXPECT_EQ(result.files.size(), 2U);
  EXPECT_EQ(result.records, 0);
  EXPECT_EQ(result.bronze_version, 0);
  EXPECT_THAT(bronze({"id"}), IsEmpty());
  EXPECT_FALSE(has_work(lake(), project(), source()));
}

TEST_F(Ingest, names_the_columns_of_an_only_empty_file_by_the_contract) {
  put("data/orders-1.csv", "");
  const project::Contract contract = contract_of({"ID", "Name"});
  ingest({.batch_id = "b1"}, {&contract});
  put("data/orders-2.csv", "id,name\n1,a\n");
  EXPECT_THAT(ingest({.batch_id = "b2"}, {&contract}).notes, IsEmpty());
  EXPECT_THAT(bronze({"ID", "Name"}), ElementsAre("1|a"));
}

TEST_F(Ingest, finds_columns_by_name_adds_new_ones_and_says_so) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  ingest();
  put("data/orders-2.csv", "Coupon Code,ID\nX,2\n");
  EXPECT_THAT(ingest().notes,
              ElementsAre("data/orders-2.csv: column 'Coupon Code' is new", "data/orders-2.csv has no column 'name'"));
  EXPECT_THAT(bronze({"id", "name", "Coupon_Code"}), ElementsAre("1|a|-", "2|-|X"));
}

TEST_F(Ingest, keeps_malformed_records_aside_with_where_and_why) {
  put("data/orders-1.csv", "id,name\n1,a\n2\n3,\"c\"x\n4,d\n5,\"e\n");
  const SourceResult result = ingest();
  EXPECT_EQ(result.rows, 2);
  EXPECT_EQ(result.malformed, 3);
  EXPECT_THAT(bronze({"id", "_source_row"}), ElementsAre("1|1", "4|4"));
  EXPECT_THAT(malformed({"_raw", "_cause", "_source_file", "_source_row", "_file_no", "_batch_id"}),
              ElementsAre("2|too few fields: 1 instead of 2|data/orders-1.csv|2|1|b1",
                          "3,\"c\"x|text after a closing quote in field 2|data/orders-1.csv|3|1|b1",
                          "5,\"e|a quote that is never closed in field 2|data/orders-1.csv|5|1|b1"));
}

TEST_F(Ingest, fails_on_malformed_records_where_the_source_says_so) {
  source().malformed = project::OnMalformed::kFail;
  put("data/orders-1.csv", "id,name\n1,a\n2\n");
  EXPECT_EQ(failure(), "data/orders-1.csv has malformed records (record 2: too few fields: 1 instead of 2)");
  EXPECT_THAT(lake().store().list(""), IsEmpty());
  put("data/orders-1.csv", "id,name\n1,a\n2,b\n");
  EXPECT_EQ(ingest().rows, 2);
}

TEST_F(Ingest, refuses_a_header_without_any_of_the_contracts_columns) {
  put("data/orders-1.csv", "1 Ann\n2 Bo\n");
  const project::Contract contract = contract_of({"id", "name"});
  EXPECT_EQ(failure({&contract}),
            "data/orders-1.csv has none of the columns of 'orders' (id, name): its header, read with delimiter ',' as "
            "utf-8, is: 1 Ann");
  EXPECT_THAT(lake().store().list(""), IsEmpty());
}

TEST_F(Ingest, wants_columns_of_each_contract_that_reads_the_source) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  const project::Contract orders = contract_of({"ID", "name"});
  project::Contract buyers = contract_of({"email", "phone"});
  buyers.entity = "buyers";
  EXPECT_THAT(failure({&orders, &buyers}), HasSubstr("none of the columns of 'buyers' (email, phone)"));
  EXPECT_THAT(failure({&buyers, &orders}), HasSubstr("none of the columns of 'buyers' (email, phone)"));
  buyers = contract_of({"NAME", "phone"});
  EXPECT_EQ(ingest({.batch_id = "b1"}, {&orders, &buyers}).rows, 1);
}

TEST_F(Ingest, names_the_columns_of_an_only_empty_file_by_all_contracts) {
  put("data/orders-1.csv", "");
  const project::Contract orders = contract_of({"id", "name"});
  const project::Contract buyers = contract_of({"NAME", "email"});
  ingest({.batch_id = "b1"}, {&orders, &buyers});
  EXPECT_THAT(bronze({"id", "name", "email"}), IsEmpty());
  EXPECT_THAT(bronze_columns(), ElementsAre("id", "name", "email", "_source_file", "_source_row", "_file_no",
                                            "_ingested_at", "_batch_id"));
}

TEST_F(Ingest, tells_when_the_register_of_files_was_lost) {
  put("data/orders-1.csv", "id\n1\n");
  put("data/orders-2.csv", "id\n2\n");
  ingest();
  for (const storage::ObjectInfo& object : lake().store().list("_c360/files")) lake().store().remove(object.path);
  put("data/orders-1.csv", "id\n3\n");
  std::filesystem::remove(root() / "data/orders-2.csv");
  EXPECT_TRUE(has_work(lake(), project(), source()));
  EXPECT_THAT(failure(), HasSubstr("has the rows of 2 files, but the register of files knows only 1"));
  EXPECT_THAT(bronze({"id"}), ElementsAre("1", "2"));
}

TEST_F(Ingest, tells_the_file_of_a_row_whatever_its_name_also_out_of_a_checkpoint) {
  const std::vector<std::string> names = {"a b",  "a'b",   "a\"b", "a\nb",     "a\tb",  "a%20b", "a{b}",
                                          "a=b;", "a\\nb", "null", "\xC3\xBC", "a\xFF", "$1",    "a,b"};
  std::vector<std::string> wanted;
  for (const std::string& name : names) {
    put("data/orders" + name + ".csv", "id,name\n1,x\n2\n");
    ingest();
    wanted.push_back("data/orders" + (name == "a\xFF" ? "a\\xFF" : name) + ".csv");
  }
  EXPECT_GE(lake().table(bronze_table("orders")).log().latest().checkpoint_version(), 10);
  EXPECT_EQ(bronze({"_source_file"}), wanted);
  EXPECT_EQ(malformed({"_source_file"}), wanted);
  EXPECT_FALSE(has_work(lake(), project(), source()));
}

TEST_F(Ingest, finishes_a_registered_file_only_from_the_bytes_that_were_registered) {
  const std::string bytes = "id,name\n1,a\n";
  put("data/orders-1.csv", bytes);
  ingest();
  FileRegister files = FileRegister::read(lake().store(), "orders");
  FileEntry entry = files.entries().front();
  entry.file_no = 2;
  entry.path = "data/orders-2.csv";
  entry.landing = "landing/orders/000002-copy.csv";
  ASSERT_TRUE(files.append(lake().store(), {entry}, {}));
  const std::string lost = "000002-copy.csv no longer holds the bytes of data/orders-2.csv that were taken in";
  EXPECT_THAT(failure(), HasSubstr(lost));
  lake().store().put(entry.landing, "id,name\n1,b\n");
  EXPECT_THAT(failure(), HasSubstr(lost));
  EXPECT_THAT(bronze({"id", "name"}), ElementsAre("1|a"));
  lake().store().put(entry.landing, bytes);
  ingest();
  EXPECT_THAT(bronze({"id", "_file_no"}), ElementsAre("1|1", "1|2"));
}

TEST_F(Ingest, takes_no_file_while_one_cannot_be_understood) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  put("data/orders-2.csv", "id,id\n1,a\n");
  EXPECT_THAT(failure(), HasSubstr("data/orders-2.csv names 'id' twice"));
  EXPECT_THAT(lake().store().list(""), IsEmpty());
}

TEST_F(Ingest, gives_the_same_rows_however_the_files_are_batched) {
  for (int file = 1; file <= 5; ++file) {
    std::ostringstream text;
    text << "id,name\n";
    for (int row = 0; row < 50; ++row) text << file * 100 + row << (row % 7 == 0 ? "\n" : ",x\n");
    put("data/orders-" + std::to_string(file) + ".csv", text.str());
    if (file != 2 && file != 3) ingest();
  }
  const std::vector<std::string> one_by_one = bronze({"id", "name", "_source_file", "_source_row", "_file_no"});
  const std::vector<std::string> aside = malformed({"_raw", "_source_file", "_source_row", "_file_no"});
  use_new_lake();
  ingest();
  EXPECT_EQ(bronze({"id", "name", "_source_file", "_source_row", "_file_no"}), one_by_one);
  EXPECT_EQ(malformed({"_raw", "_source_file", "_source_row", "_file_no"}), aside);
  EXPECT_EQ(one_by_one.size(), 5U * 42U);
}

TEST_F(Ingest, reads_a_large_file_in_parallel_with_exact_numbers) {
  std::string text = "id,name\n";
  for (int row = 1; row <= 200000; ++row) {
    text += std::to_string(row);
    text += row % 1000 == 0 ? "\n" : ",\"a name, with a\nline end\"\n";
  }
  put("data/orders-1.csv", text);
  const SourceResult result = ingest();
  EXPECT_EQ(result.rows, 199800);
  EXPECT_EQ(result.malformed, 200);
  EXPECT_EQ(count_bronze_where_row_is_id(), 199800);
}

TEST_F(Ingest, mentions_folders_that_match_and_encodings_that_it_had_to_guess) {
  std::filesystem::create_directories(root() / "data/orders-old.csv");
  put("data/orders-1.csv", "id,name\n1,Zo\xEB\n");
  EXPECT_THAT(ingest().notes,
              ElementsAre("data/orders-old.csv is a folder and no file",
                          "data/orders-1.csv is no UTF-8 and was read as windows-1252; `encoding:` in the source "
                          "settles it"));
}

TEST_F(Ingest, reads_files_without_a_header_by_the_columns_it_is_given) {
  source().header = false;
  source().columns = {"id", "name"};
  put("data/orders-1.csv", "1;a\n2;b\n");
  EXPECT_EQ(ingest().rows, 2);
  EXPECT_THAT(bronze({"id", "name", "_source_row"}), ElementsAre("1|a|1", "2|b|2"));
}

TEST_F(Ingest, keeps_names_that_delta_cannot_hold_in_the_columns_metadata) {
  put("data/orders-1.csv", "Order ID,_id,Order;ID\n1,2,3\n");
  ingest();
  EXPECT_THAT(bronze({"Order_ID", "c_id", "Order_ID_2"}), ElementsAre("1|2|3"));
  lakehouse::LakeTable table = lake().table(bronze_table("orders"));
  EXPECT_EQ(table.log().latest().schema().find("Order_ID_2")->metadata.at("c360.header"), "\"Order;ID\"");
}

TEST_F(Ingest, stops_when_it_is_asked_to) {
  put("data/orders-1.csv", "id,name\n1,a\n");
  cancel().request();
  try {
    ingest();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCancelled);
  }
}

}  // namespace
}  // namespace c360::ingest
