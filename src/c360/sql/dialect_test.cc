#include "c360/sql/dialect.h"

#include <gtest/gtest.h>

namespace c360::sql {
namespace {

class Brackets final : public Dialect {
 public:
  std::string identifier(std::string_view name) const override { return "[" + std::string(name) + "]"; }
  std::string write(const Type&) const override { return {}; }
  std::string write(const Expr&) const override { return {}; }
  std::string write(const Query&) const override { return {}; }
};

TEST(DialectTest, QuotesEveryPartOfAName) {
  EXPECT_EQ(Brackets().qualified({"silver", "a.b"}), "[silver].[a.b]");
  EXPECT_EQ(Brackets().qualified({"one"}), "[one]");
}

}  // namespace
}  // namespace c360::sql
