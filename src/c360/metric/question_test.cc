#include "c360/metric/question.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::metric {
namespace {

using Op = Condition::Op;

void expect(const char* text, const char* dimension, Op op, std::vector<std::string> values) {
  EXPECT_EQ(parse_condition(text), (Condition{dimension, op, std::move(values)})) << text;
}

TEST(Question, ReadsEveryComparison) {
  expect("channel = Online", "channel", Op::kEqual, {"Online"});
  expect("channel=Online", "channel", Op::kEqual, {"Online"});
  expect("channel == Online", "channel", Op::kEqual, {"Online"});
  expect("channel <> Online", "channel", Op::kNotEqual, {"Online"});
  expect("channel != Online", "channel", Op::kNotEqual, {"Online"});
  expect("time.month >= 2024-01-01", "time.month", Op::kGreaterEqual, {"2024-01-01"});
  expect("time<2024-01-01", "time", Op::kLess, {"2024-01-01"});
  expect("id <= -5", "id", Op::kLessEqual, {"-5"});
  expect("id > 5 ", "id", Op::kGreater, {"5"});
  expect("stores.location is null", "stores.location", Op::kIsNull, {});
  expect("location IS NOT NULL", "location", Op::kIsNotNull, {});
}

TEST(Question, ValuesMayHaveBlanksAndQuotes) {
  expect("city = New York", "city", Op::kEqual, {"New York"});
  expect("city = 'New York'", "city", Op::kEqual, {"New York"});
  expect("city = ' x '", "city", Op::kEqual, {" x "});
  expect("city = 'it''s'", "city", Op::kEqual, {"it's"});
  expect("city = ''", "city", Op::kEqual, {""});
  expect("city = null", "city", Op::kEqual, {"null"});
}

TEST(Question, ListsHaveTheirValuesBetweenCommas) {
  expect("tier in (Gold, 'Silver, old' ,Bronze)", "tier", Op::kIn, {"Gold", "Silver, old", "Bronze"});
  expect("tier NOT IN (Gold)", "tier", Op::kNotIn, {"Gold"});
  expect("tier in(Gold)", "tier", Op::kIn, {"Gold"});
}

TEST(Question, WhatIsNoConditionIsRefused) {
  for (const char* text :
       {"", "channel", "= Online", "channel Online", "channel =", "tier in Gold", "tier in ()", "tier in (Gold",
        "tier in (Gold,)", "tier is", "tier is nothing", "city = 'x", "city = 'x' y", "tier not (Gold)", "inn is nul"})
    EXPECT_THROW(parse_condition(text), Error) << text;
}

TEST(Question, ReadsOrders) {
  EXPECT_EQ(parse_order("revenue").name, "revenue");
  EXPECT_FALSE(parse_order("revenue").descending);
  EXPECT_TRUE(*parse_order("revenue  DESC").descending);
  EXPECT_FALSE(*parse_order("time.month asc").descending);
  for (const char* text : {"revenue down", " desc", "a b c"}) EXPECT_THROW(parse_order(text), Error) << text;
}

}  // namespace
}  // namespace c360::metric
