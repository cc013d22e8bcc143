#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

class CalendarTest : public EngineTest {};

TEST_F(CalendarTest, BeginsWithUtcAndMonday) {
  EXPECT_EQ(one("SELECT local_time(TIMESTAMPTZ '2024-07-01 00:30:00+02')"), "2024-06-30 22:30:00");
  EXPECT_EQ(one("SELECT week_of(DATE '2024-06-30'), weekday_of(DATE '2024-06-30')"), "2024-06-24|7");
}

TEST_F(CalendarTest, InstantsAreToldInItsZoneAlsoInSummer) {
  database.set_calendar({"Europe/Berlin", 1});
  EXPECT_EQ(one("SELECT local_time(TIMESTAMPTZ '2024-01-01 23:30:00+00'), "
                "local_time(TIMESTAMPTZ '2024-07-01 22:30:00+00')"),
            "2024-01-02 00:30:00|2024-07-02 00:30:00");
  EXPECT_EQ(one("SELECT hour(local_time(TIMESTAMPTZ '2024-03-31 00:59:59+00')), "
                "hour(local_time(TIMESTAMPTZ '2024-03-31 01:00:00+00'))"),
            "1|3");
}

TEST_F(CalendarTest, AWallClockIsLocalAlready) {
  database.set_calendar({"America/New_York", 1});
  EXPECT_EQ(one("SELECT local_time(TIMESTAMP '2024-07-01 00:30:00'), local_time(DATE '2024-07-01')"),
            "2024-07-01 00:30:00|2024-07-01 00:00:00");
  EXPECT_EQ(one("SELECT typeof(local_time(t)), local_time(t) FROM (SELECT NULL::TIMESTAMPTZ AS t)"), "TIMESTAMP|-");
}

TEST_F(CalendarTest, WeeksStartOnItsDay) {
  for (const auto& [week_start, expected] : {std::pair{1, "2024-07-01|3"},
                                             {3, "2024-07-03|1"},
                                             {4, "2024-06-27|7"},
                                             {6, "2024-06-29|5"},
                                             {7, "2024-06-30|4"}}) {
    database.set_calendar({"UTC", week_start});
    EXPECT_EQ(one("SELECT week_of(DATE '2024-07-03'), weekday_of(TIMESTAMP '2024-07-03 12:00:00')"), expected);
  }
}

TEST_F(CalendarTest, TheWeekOfAnInstantIsThatOfItsLocalDay) {
  database.set_calendar({"Asia/Tokyo", 1});
  EXPECT_EQ(one("SELECT week_of(TIMESTAMPTZ '2024-06-30 16:00:00+00'), typeof(week_of(DATE '2024-06-30'))"),
            "2024-07-01|DATE");
}

TEST_F(CalendarTest, TakesWhatAnAggregateGives) {
  database.set_calendar({"Asia/Tokyo", 7});
  EXPECT_EQ(one("SELECT local_time(max(t)), week_of(min(t)), weekday_of(max(d)) FROM (SELECT "
                "TIMESTAMPTZ '2024-06-30 16:00:00+00' AS t, DATE '2024-06-30' AS d)"),
            "2024-07-01 01:00:00|2024-06-30|1");
}

TEST_F(CalendarTest, ViewsFollowAChangeOnEveryConnection) {
  connection.create_view({"v"}, user_query("SELECT local_time(TIMESTAMPTZ '2024-07-01 00:00:00+00') AS t"));
  Connection other = database.connect();
  database.set_calendar({"Asia/Tokyo", 1});
  EXPECT_EQ(rows(other.query_user_sql("SELECT t FROM v")).at(0), "2024-07-01 09:00:00");
}

TEST_F(CalendarTest, AnUnknownZoneIsRefusedAndChangesNothing) {
  database.set_calendar({"Asia/Tokyo", 1});
  for (const char* zone : {"Europe/Bärlin", "", "'; DROP TABLE t; --"})
    EXPECT_THROW(database.set_calendar({zone, 1}), Error) << zone;
  EXPECT_EQ(one("SELECT local_time(TIMESTAMPTZ '2024-07-01 00:00:00+00')"), "2024-07-01 09:00:00");
}

}  // namespace
}  // namespace c360::engine
