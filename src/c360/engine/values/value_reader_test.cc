#include "c360/engine/values/value_reader.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "c360/base/error.h"

namespace c360::values {
namespace {

using sql::Type;
using sql::TypeKind;

ValueSpec spec_of(Type type) {
  ValueSpec spec;
  spec.column = "c";
  spec.type = type;
  spec.null_tokens = {"", "NA", "N/A", "null"};
  return spec;
}

Rules operator|(Rule a, Rule b) {
  return static_cast<Rules>(static_cast<Rules>(a) | static_cast<Rules>(b));
}

class Reader {
 public:
  explicit Reader(const ValueSpec& spec) : reader_(spec) {}
  Reading operator()(std::optional<std::string_view> raw) { return reader_.read(raw, buffers_); }
  Rules broken(std::optional<std::string_view> raw) { return (*this)(raw).broken; }
  std::string explain(std::optional<std::string_view> raw) { return reader_.explain(raw, buffers_); }
  const ValueReader& reader() const { return reader_; }

 private:
  ValueReader reader_;
  CleaningBuffers buffers_;
};

TEST(ValueReader, ReadsEveryType) {
  EXPECT_EQ(Reader(spec_of({TypeKind::kString}))(" a ").value.text, "a");
  EXPECT_TRUE(Reader(spec_of({TypeKind::kBigint}))("\t42 ").value.number == 42);
  EXPECT_TRUE(Reader(spec_of(Type::decimal(12, 2)))("12.5").value.number == 1250);
  EXPECT_EQ(Reader(spec_of({TypeKind::kDouble}))("2.5").value.real, 2.5);
  EXPECT_TRUE(Reader(spec_of({TypeKind::kBoolean}))("Yes").value.number == 1);
  EXPECT_TRUE(Reader(spec_of({TypeKind::kDate}))("1970-01-02").value.number == 1);
  EXPECT_TRUE(Reader(spec_of({TypeKind::kDatetime}))("1970-01-01 00:00:01").value.number == 1000000);
}

TEST(ValueReader, AnIntegerHasItsOwnRange) {
  Reader read(spec_of({TypeKind::kInteger}));
  EXPECT_TRUE(read("2147483647").good());
  EXPECT_EQ(read.broken("2147483648"), static_cast<Rules>(Rule::kType));
  EXPECT_TRUE(read("-2147483648").good());
}

TEST(ValueReader, DigitsAloneAreStillCleanedAndJudged) {
  ValueSpec spec = spec_of({TypeKind::kBigint});
  spec.max = "100";
  EXPECT_EQ(Reader(spec).broken("101"), static_cast<Rules>(Rule::kRange));
  EXPECT_TRUE(Reader(spec)("0100").value.number == 100);
  spec.null_tokens.push_back("99");
  EXPECT_FALSE(Reader(spec)("99").present);
  EXPECT_TRUE(Reader(spec)("98").good());
  spec.clean = {{CleanStep::Kind::kReplace, "^0*5", "7", {}}};
  EXPECT_TRUE(Reader(spec)("0005").value.number == 7);
}

TEST(ValueReader, DigitsBeyondEighteenAreReadTheLongWay) {
  Reader read(spec_of({TypeKind::kBigint}));
  EXPECT_TRUE(read("9223372036854775807").value.number == std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(read.broken("9223372036854775808"), static_cast<Rules>(Rule::kType));
  EXPECT_TRUE(read("0000000000000000000042").value.number == 42);
}

TEST(ValueReader, AZoneMovesAnInstantButNotAWallClock) {
  Reader instant(spec_of({TypeKind::kTimestamp}));
  Reader wall_clock(spec_of({TypeKind::kDatetime}));
  Reader date(spec_of({TypeKind::kDate}));
  const std::string_view text = "1970-01-01T02:00:00+02:00";
  EXPECT_TRUE(instant(text).value.number == 0);
  EXPECT_TRUE(wall_clock(text).value.number == 7200000000);
  EXPECT_FALSE(date(text).good());
}

TEST(ValueReader, AnInstantLiesInTheYearsThatOthersRead) {
  Reader instant(spec_of({TypeKind::kTimestamp}));
  for (const char* text : {"0001-01-01T00:00:00Z", "0001-01-01T02:00:00+02:00", "9999-12-31T23:59:59.999999Z",
                           "9999-12-31T21:59:59-02:00"}) {
    EXPECT_TRUE(instant(text).good()) << text;
  }
  for (const char* text : {"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T22:00:00-02:00"}) {
    EXPECT_EQ(instant.broken(text), static_cast<Rules>(Rule::kType)) << text;
  }
  EXPECT_EQ(instant.explain("9999-12-31T22:00:00-02:00"), "c '9999-12-31T22:00:00-02:00' does not fit into timestamp");
  EXPECT_TRUE(Reader(spec_of({TypeKind::kDatetime}))("9999-12-31T23:59:59-18:00").good());
}

TEST(ValueReader, ADateCutsTheTimeOfDayOff) {
  ValueSpec spec = spec_of({TypeKind::kDate});
  spec.formats = {"%Y-%m-%d", "%Y-%m-%d %H:%M:%S"};
  Reader read(spec);
  EXPECT_TRUE(read("1970-01-02 23:59:59").value.number == 1);
  EXPECT_EQ(read.broken("31-02-2024"), static_cast<Rules>(Rule::kType));
}

TEST(ValueReader, NoValueIsFineUnlessRequired) {
  ValueSpec spec = spec_of({TypeKind::kBigint});
  EXPECT_EQ(Reader(spec).broken(std::nullopt), 0);
  EXPECT_FALSE(Reader(spec)(" n/a").present);
  spec.required = true;
  EXPECT_EQ(Reader(spec).broken(std::nullopt), static_cast<Rules>(Rule::kRequired));
  EXPECT_EQ(Reader(spec).broken("NA"), static_cast<Rules>(Rule::kRequired));
  EXPECT_EQ(Reader(spec).broken("x"), static_cast<Rules>(Rule::kType));
}

TEST(ValueReader, ADefaultStandsForNoValueButNotForAnUnreadableOne) {
  ValueSpec spec = spec_of({TypeKind::kInteger});
  spec.required = true;
  spec.default_value = "7";
  Reader read(spec);
  EXPECT_TRUE(read(std::nullopt).good());
  EXPECT_TRUE(read("null").value.number == 7);
  EXPECT_EQ(read.broken("seven"), static_cast<Rules>(Rule::kType));
  EXPECT_FALSE(read.reader().can_break(Rule::kRequired));
}

TEST(ValueReader, BoundsAreInclusive) {
  ValueSpec spec = spec_of(Type::decimal(12, 2));
  spec.min = "0";
  spec.max = "10.5";
  Reader read(spec);
  EXPECT_TRUE(read("0").good());
  EXPECT_TRUE(read("10.50").good());
  EXPECT_EQ(read.broken("-0.01"), static_cast<Rules>(Rule::kRange));
  EXPECT_EQ(read.broken("10.51"), static_cast<Rules>(Rule::kRange));
  EXPECT_TRUE(read(std::nullopt).broken == 0);
}

TEST(ValueReader, BoundsOfDatesAndTextsAreOfTheirType) {
  ValueSpec dates = spec_of({TypeKind::kDate});
  dates.formats = {"%d-%m-%Y"};
  dates.min = "2015-01-01";
  EXPECT_EQ(Reader(dates).broken("31-12-2014"), static_cast<Rules>(Rule::kRange));
  EXPECT_EQ(Reader(dates).broken("01-01-2015"), 0);
  ValueSpec texts = spec_of({TypeKind::kString});
  texts.min = "b";
  EXPECT_EQ(Reader(texts).broken("a"), static_cast<Rules>(Rule::kRange));
}

TEST(ValueReader, PatternsMatchTheWholeCleanText) {
  ValueSpec spec = spec_of({TypeKind::kString});
  spec.pattern = "[0-9]{5}";
  Reader read(spec);
  EXPECT_TRUE(read(" 12345 ").good());
  EXPECT_EQ(read.broken("123456"), static_cast<Rules>(Rule::kPattern));
  EXPECT_EQ(read.broken("x12345"), static_cast<Rules>(Rule::kPattern));
}

TEST(ValueReader, AcceptedValuesAreComparedAsValues) {
  ValueSpec texts = spec_of({TypeKind::kString});
  texts.accepted = {"Open", "Closed", "Pending"};
  EXPECT_EQ(Reader(texts).broken("Closed"), 0);
  EXPECT_EQ(Reader(texts).broken("closed"), static_cast<Rules>(Rule::kAccepted));
  ValueSpec numbers = spec_of(Type::decimal(6, 2));
  numbers.accepted = {"1", "2.5"};
  EXPECT_EQ(Reader(numbers).broken("2.50"), 0);
  EXPECT_EQ(Reader(numbers).broken("3"), static_cast<Rules>(Rule::kAccepted));
}

TEST(ValueReader, OneValueCanBreakSeveralRules) {
  ValueSpec spec = spec_of({TypeKind::kInteger});
  spec.max = "10";
  spec.accepted = {"1", "2"};
  EXPECT_EQ(Reader(spec).broken("11"), Rule::kRange | Rule::kAccepted);
}

TEST(ValueReader, SaysWhichRulesAColumnCanBreak) {
  ValueSpec spec = spec_of({TypeKind::kString});
  spec.required = true;
  spec.pattern = "a*";
  const Reader read(spec);
  EXPECT_TRUE(read.reader().can_break(Rule::kRequired));
  EXPECT_FALSE(read.reader().can_break(Rule::kType));
  EXPECT_FALSE(read.reader().can_break(Rule::kRange));
  EXPECT_TRUE(read.reader().can_break(Rule::kPattern));
  EXPECT_FALSE(read.reader().can_break(Rule::kAccepted));
}

TEST(ValueReader, ExplainsWhatIsWrongInWords) {
  ValueSpec amount = spec_of(Type::decimal(12, 2));
  amount.column = "order_amount";
  amount.required = true;
  amount.min = "0";
  Reader read(amount);
  EXPECT_EQ(read.explain(" "), "order_amount is missing");
  EXPECT_EQ(read.explain("-5"), "order_amount '-5' is below 0");
  EXPECT_EQ(read.explain("12,50"), "order_amount '12,50' is no decimal(12,2)");
  EXPECT_EQ(read.explain("1.234"), "order_amount '1.234' has more than 2 decimals");
  EXPECT_EQ(read.explain("99999999999"), "order_amount '99999999999' does not fit into decimal(12,2)");
  EXPECT_EQ(read.explain("5"), "");
}

TEST(ValueReader, ExplainsFormatsPatternsAndAcceptedValues) {
  ValueSpec date = spec_of({TypeKind::kDate});
  date.formats = {"%Y-%m-%d", "%d-%m-%Y"};
  EXPECT_EQ(Reader(date).explain("31-02-2024"), "c '31-02-2024' is no date written as %Y-%m-%d, %d-%m-%Y");
  ValueSpec text = spec_of({TypeKind::kString});
  text.pattern = "[a-z]+";
  text.accepted = {"x", "y"};
  EXPECT_EQ(Reader(text).explain("Z"), "c 'Z' does not match [a-z]+; c 'Z' is not one of x, y");
  EXPECT_EQ(Reader(spec_of({TypeKind::kInteger})).explain("1.5"), "c '1.5' is no whole number");
}

TEST(ValueReader, SpecsThatMakeNoSenseAreRefused) {
  ValueSpec spec = spec_of({TypeKind::kInteger});
  spec.min = "low";
  EXPECT_THROW(Reader{spec}, Error);
  spec = spec_of({TypeKind::kDate});
  spec.default_value = "31-02-2024";
  EXPECT_THROW(Reader{spec}, Error);
  spec = spec_of({TypeKind::kString});
  spec.pattern = "[";
  EXPECT_THROW(Reader{spec}, Error);
  spec = spec_of({TypeKind::kString});
  spec.accepted = {"a"};
  spec.default_value = "b";
  EXPECT_THROW(Reader{spec}, Error);
  EXPECT_THROW(Reader{spec_of({TypeKind::kBinary})}, Error);
}

TEST(ValueReader, LengthsAreThoseOfTheCleanTextInCharacters) {
  ValueSpec spec = spec_of({TypeKind::kString});
  spec.max_length = 4;
  spec.clean = {{CleanStep::Kind::kSqueeze, {}, {}, {}}};
  Reader read(spec);
  EXPECT_TRUE(read("  Möö\xF0\x9F\x98\x80  ").good());
  EXPECT_TRUE(read("a    bc").good());
  EXPECT_TRUE(read(std::nullopt).broken == 0);
  EXPECT_EQ(read.broken("Möö\xF0\x9F\x98\x80s"), static_cast<Rules>(Rule::kMaxLength));
  EXPECT_EQ(read.explain(" Möhre "), "c 'Möhre' has 5 characters, more than 4");
  EXPECT_TRUE(read.reader().can_break(Rule::kMaxLength));
  EXPECT_FALSE(Reader(spec_of({TypeKind::kString})).reader().can_break(Rule::kMaxLength));
}

TEST(ValueReader, ATooLongValueIsToldWithItsOtherFaults) {
  ValueSpec spec = spec_of({TypeKind::kString});
  spec.max_length = 2;
  spec.pattern = "[a-z]+";
  EXPECT_EQ(Reader(spec).broken("ABC"), Rule::kMaxLength | Rule::kPattern);
  EXPECT_EQ(Reader(spec).explain("ABC"), "c 'ABC' has 3 characters, more than 2; c 'ABC' does not match [a-z]+");
  spec.default_value = "long";
  EXPECT_THROW(Reader{spec}, Error);
}

TEST(ValueReader, RulesHaveTheNamesThatReasonsShow) {
  for (const Rule rule : kAllRules) {
    EXPECT_EQ(rule_of(to_string(rule)), rule);
  }
  EXPECT_EQ(to_string(Rule::kRange), "range");
  EXPECT_EQ(to_string(Rule::kMaxLength), "max_length");
  EXPECT_THROW(rule_of("typo"), Error);
}

TEST(ValueReader, ServesThreadsThatReadAtOnce) {
  ValueSpec spec = spec_of({TypeKind::kString});
  spec.clean = {{CleanStep::Kind::kReplace, "[0-9]+", "#", {}}, {CleanStep::Kind::kTitle, {}, {}, {}}};
  spec.pattern = "[A-Z#].*";
  spec.default_value = "None";
  const ValueReader reader(spec);
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      CleaningBuffers buffers;
      for (int row = 0; row < 1000; ++row) {
        const std::string raw = "ÄPFEL " + std::to_string(row) + " und birnen";
        right += reader.read(raw, buffers).broken == static_cast<Rules>(Rule::kPattern) ? 1 : 0;
        right += reader.read(std::to_string(row) + " BIRNEN", buffers).value.text == "# Birnen" ? 1 : 0;
        right += reader.read(std::nullopt, buffers).value.text == "None" ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 4 * 1000 * 3);
}

}  // namespace
}  // namespace c360::values
