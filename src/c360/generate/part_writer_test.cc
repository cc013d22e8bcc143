#include "c360/generate/part_writer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/local_files.h"
#include "c360/generate/ecommerce.h"

namespace c360::generate {
namespace {

class PartWriterTest : public testing::Test {
 protected:
  std::string write(const Entity& entity, std::int64_t part, std::int64_t parts, Account* account = nullptr) {
    const Account made = PartWriter(entity, part, parts, folder_.path()).write();
    if (account != nullptr) account->add(made);
    return read_file(folder_.path() / part_name(entity, part, parts));
  }

  TemporaryDirectory folder_;
  ecommerce::Customers customers_{5, 2};
  ecommerce::Orders orders_{5, customers_};
};

TEST_F(PartWriterTest, NamesSortAsTheirNumbers) {
  EXPECT_EQ(part_name(orders_, 0, 1), "orders.csv");
  EXPECT_EQ(part_name(orders_, 0, 2), "orders-001.csv");
  EXPECT_EQ(part_name(orders_, 999, 1000), "orders-1000.csv");
  for (const std::int64_t parts : {2, 10, 999, 1000, 1001, 10'000}) {
    for (const std::int64_t part : {std::int64_t{0}, parts / 3, parts / 2, parts - 2}) {
      EXPECT_LT(part_name(orders_, part, parts), part_name(orders_, part + 1, parts)) << parts;
    }
  }
}

TEST_F(PartWriterTest, EveryPartBeginsWithTheHeader) {
  for (std::int64_t part = 0; part < 3; ++part) {
    std::string text = write(customers_, part, 3);
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    EXPECT_TRUE(text.starts_with("customer_id,name,email,location,registration_date")) << part;
  }
}

TEST_F(PartWriterTest, PartsTogetherAreTheWhole) {
  Account whole(orders_), parts(orders_);
  write(orders_, 0, 1, &whole);
  for (std::int64_t part = 0; part < 4; ++part) write(orders_, part, 4, &parts);
  EXPECT_EQ(parts.source_rows, whole.source_rows);
  EXPECT_EQ(parts.malformed, whole.malformed);
  EXPECT_EQ(parts.exact_duplicates, whole.exact_duplicates);
  EXPECT_EQ(parts.older_versions, whole.older_versions);
  EXPECT_EQ(parts.quarantined, whole.quarantined);
  EXPECT_EQ(parts.silver_rows, whole.silver_rows);
  EXPECT_EQ(parts.reasons, whole.reasons);
}

TEST_F(PartWriterTest, APartIsTheSameEachTime) {
  EXPECT_EQ(write(orders_, 1, 3), write(orders_, 1, 3));
}

TEST_F(PartWriterTest, ThereAreFilesOfEachKind) {
  int windows = 0, marked = 0, plain = 0;
  for (std::int64_t part = 0; part < 12; ++part) {
    const std::string text = write(customers_, part, 12);
    const bool has_mark = text.starts_with("\xEF\xBB\xBF");
    const bool has_cr = text.find("\r\n") != std::string::npos;
    windows += has_cr ? 1 : 0;
    marked += has_mark ? 1 : 0;
    plain += !has_cr && !has_mark ? 1 : 0;
  }
  EXPECT_EQ(windows, 4);
  EXPECT_EQ(marked, 3);
  EXPECT_EQ(plain, 6);
}

}  // namespace
}  // namespace c360::generate
