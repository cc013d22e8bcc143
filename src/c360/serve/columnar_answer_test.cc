// Answers as Arrow and Parquet; `./dev interop` has pyarrow read them.
#include "c360/serve/columnar_answer.h"

#include <gmock/gmock.h>

#include <cstring>

#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::HasSubstr;

class ColumnarAnswerTest : public testing::ServiceFixture {
 protected:
  Answer as(const char* type, const std::string& target) {
    http::Request asked = request("GET", target);
    asked.headers.add("Accept", type);
    return ask(asked);
  }

  /// How many messages an Arrow stream has, its schema counted and its end not.
  static int messages_in(const std::string& stream) {
    int messages = 0;
    for (std::size_t place = 0; place + 8 <= stream.size();) {
      std::int32_t mark = 0, size = 0;
      std::memcpy(&mark, stream.data() + place, 4);
      std::memcpy(&size, stream.data() + place + 4, 4);
      if (mark == -1 && size == 0 && place + 8 == stream.size()) return messages;
      const std::size_t next = stream.find("\xff\xff\xff\xff", place + 8 + static_cast<std::size_t>(size));
      if (mark != -1 || next == std::string::npos) return -1;
      ++messages;
      place = next;
    }
    return -1;
  }

  static bool is_parquet(const std::string& file) { return file.starts_with("PAR1") && file.ends_with("PAR1"); }
};

TEST_F(ColumnarAnswerTest, ArrowIsASchemaBatchesAndAnEnd) {
  run();
  serve();
  const Answer answer = as(kArrowType, "/v1/tables/silver.orders/rows");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Type"), kArrowType);
  EXPECT_EQ(answer.header("Vary"), "Accept");
  EXPECT_EQ(messages_in(answer.body), 2);
  EXPECT_EQ(messages_in(as(kArrowType, "/v1/sql?statement=SELECT+1+AS+a+WHERE+false").body), 1);
  EXPECT_EQ(messages_in(as(kArrowType, "/v1/sql?statement=SELECT+*+FROM+range(5000)&limit=0").body), 1);
  EXPECT_EQ(messages_in(as(kArrowType, "/v1/sql?statement=SELECT+*+FROM+range(5000)&limit=2049").body), 3);
}

TEST_F(ColumnarAnswerTest, ParquetIsAWholeFile) {
  run();
  serve();
  const Answer answer =
      as(kParquetType, "/v1/sql?statement=SELECT+*+FROM+silver.orders+WHERE+amount+>+?+;&parameter=3");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.header("Content-Type"), kParquetType);
  EXPECT_TRUE(is_parquet(answer.body));
  EXPECT_TRUE(is_parquet(as(kParquetType, "/v1/tables/gold.names/rows?limit=1").body));
  EXPECT_TRUE(is_parquet(as(kParquetType, "/v1/sql?statement=SELECT+1+AS+a+WHERE+false").body));
}

TEST_F(ColumnarAnswerTest, WhatIsWrongIsAProblemInBoth) {
  run();
  serve();
  for (const char* type : {kArrowType, kParquetType}) {
    EXPECT_THAT(problem(as(type, "/v1/sql?statement=FROM+gold.nothing")), HasSubstr("there is no table gold.nothing"));
    EXPECT_THAT(problem(as(type, "/v1/sql?statement=SELECT+error('boom')")), HasSubstr("boom"));
    EXPECT_THAT(problem(as(type, "/v1/sql?statement=SELECT+*+FROM+silver.orders+WHERE+amount+>+?")),
                HasSubstr("? marks"));
    EXPECT_EQ(problem(as(type, "/v1/tables/silver.order/rows")), "404: there is no table silver.order");
  }
}

TEST_F(ColumnarAnswerTest, TablesHaveTheirRowsInEveryFormat) {
  run();
  serve();
  EXPECT_EQ(get("/v1/tables/gold.names/rows").json()["rows"].size(), 2U);
  EXPECT_THAT(as("text/csv", "/v1/tables/gold.names/rows").body, HasSubstr("1,Ann\r\n"));
  EXPECT_EQ(get("/v1/tables/gold.names/rows?limit=1").json()["truncated"], true);
}

TEST(ColumnarFormatTest, IsTakenWhereItIsAcceptedBest) {
  EXPECT_EQ(format_of("application/vnd.apache.arrow.stream, */*;q=0.5"), RowsFormat::kArrow);
  EXPECT_EQ(format_of("application/vnd.apache.parquet"), RowsFormat::kParquet);
  EXPECT_EQ(format_of("application/*"), RowsFormat::kJson);
}

}  // namespace
}  // namespace c360::serve
