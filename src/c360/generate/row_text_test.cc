#include "c360/generate/row_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "c360/generate/ecommerce.h"
#include "c360/generate/text_buffer.h"

namespace c360::generate {
namespace {

/// The fields of one record, quotes taken away; `after_quote` tells of text behind a closing quote.
struct Fields {
  std::vector<std::string> values{1};
  bool after_quote = false;
};

Fields split(const std::string& line) {
  Fields fields;
  bool quoted = false, closed = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool doubled = quoted && c == '"' && at + 1 < line.size() && line[at + 1] == '"';
    if (c == '"' && !doubled && (quoted || (fields.values.back().empty() && !closed))) {
      closed = quoted;
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.values.emplace_back();
      closed = false;
    } else {
      fields.after_quote |= closed;
      fields.values.back() += c;
      at += doubled ? 1 : 0;
    }
  }
  return fields;
}

class RowTextTest : public testing::Test {
 protected:
  std::string row(const Entity& entity, std::int64_t key, const RowLabel& label) {
    std::string line;
    RowText(entity).append_row(key, label, line);
    return line;
  }
  std::string malformed(const Entity& entity, std::int64_t key) {
    std::string line;
    RowText(entity).append_malformed(key, line);
    return line;
  }
  /// The first key of a fate.
  static std::int64_t key_of(const Entity& entity, Fate fate) {
    std::int64_t key = 0;
    while (entity.fate(key) != fate) ++key;
    return key;
  }

  ecommerce::Customers customers_{5, 2};
  ecommerce::Orders orders_{5, customers_};
};

TEST_F(RowTextTest, TheHeaderNamesTheColumnsInTheirOrder) {
  std::string line;
  RowText(orders_).append_header(line);
  EXPECT_EQ(line, "order_id,customer_id,order_date,order_amount,product_category");
}

TEST_F(RowTextTest, EveryRowHasAllColumns) {
  for (std::int64_t key = 0; key < 2000; ++key) {
    const RowLabels labels = rows_of(customers_.fate(key));
    for (int i = 0; i < labels.count; ++i) {
      const Fields fields = split(row(customers_, key, labels.rows[static_cast<std::size_t>(i)]));
      ASSERT_EQ(fields.values.size(), customers_.columns().size()) << key;
      ASSERT_FALSE(fields.after_quote) << key;
    }
  }
}

TEST_F(RowTextTest, ARowIsTheSameEachTime) {
  RowText text(orders_);
  std::string first, second;
  text.append_row(7, {}, first);
  text.append_row(8, {}, second);
  second.clear();
  text.append_row(7, {}, second);
  EXPECT_EQ(first, second);
}

TEST_F(RowTextTest, ACopyDiffersAtMostInItsQuotes) {
  std::set<bool> quoted_otherwise;
  for (std::int64_t key = 0; key < 2000; ++key) {
    const RowLabels labels = rows_of(customers_.fate(key));
    for (int i = 1; i < labels.count; ++i) {
      const RowLabel& label = labels.rows[static_cast<std::size_t>(i)];
      if (!label.copy) continue;
      const std::string first = row(customers_, key, labels.rows[0]);
      const std::string copy = row(customers_, key, label);
      EXPECT_EQ(split(first).values, split(copy).values) << key;
      quoted_otherwise.insert(first != copy);
    }
  }
  EXPECT_EQ(quoted_otherwise.size(), 2U);
}

TEST_F(RowTextTest, ACleanRowHoldsTheCleanValues) {
  int clean = 0;
  for (std::int64_t key = 0; key < 500; ++key) {
    if (orders_.fate(key) != Fate::kSingle) continue;
    const Values values = orders_.first_version(key);
    const Fields fields = split(row(orders_, key, {}));
    clean += fields.values[0] == std::to_string(key + 1) &&
                     fields.values[3] == money_text(values[ecommerce::Orders::kAmount]) &&
                     fields.values[2] == date_text(values[ecommerce::Orders::kDate])
                 ? 1
                 : 0;
  }
  EXPECT_GT(clean, 300);
}

TEST_F(RowTextTest, ABrokenRowIsUnlikeTheSameRowUnbroken) {
  const std::int64_t key = key_of(orders_, Fate::kBroken);
  EXPECT_NE(row(orders_, key, {0, false, true}), row(orders_, key, {0, false, false}));
}

TEST_F(RowTextTest, BrokenRowsWithoutTheirKeyAreUnlikeOneAnother) {
  std::set<std::string> seen;
  int broken = 0;
  for (std::int64_t key = 0; key < 3000; ++key) {
    if (customers_.fate(key % customers_.units()) != Fate::kBroken || key >= customers_.units()) continue;
    ++broken;
    seen.insert(row(customers_, key, {0, false, true}));
  }
  EXPECT_GT(broken, 5);
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(broken));
}

TEST_F(RowTextTest, MalformedRecordsHaveOneOfThreeFaults) {
  const std::size_t columns = orders_.columns().size();
  EXPECT_EQ(split(malformed(orders_, 0)).values.size(), columns - 1);
  EXPECT_EQ(split(malformed(orders_, 1)).values.size(), columns + 1);
  EXPECT_TRUE(split(malformed(orders_, 2)).after_quote);
  for (std::int64_t key = 0; key < 300; ++key) {
    const Fields fields = split(malformed(orders_, key));
    EXPECT_TRUE(fields.values.size() != columns || fields.after_quote) << key;
  }
}

TEST_F(RowTextTest, EmptyRowsHaveAllColumnsAndAreUnlikeOneAnother) {
  std::set<std::string> seen;
  for (std::int64_t ordinal = 0; ordinal < 500; ++ordinal) {
    std::string line;
    RowText(orders_).append_empty_row(ordinal, line);
    EXPECT_EQ(static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')), orders_.columns().size() - 1);
    seen.insert(line);
  }
  EXPECT_EQ(seen.size(), 500U);
}

}  // namespace
}  // namespace c360::generate
