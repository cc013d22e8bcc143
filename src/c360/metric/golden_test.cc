// Statements as they are written today. With C360_REGENERATE=1 the files in testing/golden/ are rewritten: read the
// difference before you commit it.
#include <cstdlib>

#include "c360/metric/testing/shop.h"
#include "c360/sql/layout.h"

namespace c360::metric {
namespace {

class GoldenTest : public ShopTest {
 protected:
  void expect(const std::string& name, const Question& asked) {
    const std::string text = sql::laid_out(database_.dialect().write(compile(model(), asked).query)) + "\n";
    const std::filesystem::path file =
        std::filesystem::path(C360_SOURCE_DIR) / "src/c360/metric/testing/golden" / (name + ".sql");
    if (std::getenv("C360_REGENERATE") != nullptr) write_file(file, text);
    EXPECT_EQ(text, read_file(file)) << name;
    run(text);
  }
};

TEST_F(GoldenTest, OneFactByADimensionOfAnother) {
  expect("one_fact", question({"revenue", "aov"}, {"city"}, {"kind = book"}));
}

TEST_F(GoldenTest, TwoFactsSideBySide) {
  expect("two_facts", question({"orders", "tickets"}, {"time.month"}));
}

TEST_F(GoldenTest, PeriodsCompared) {
  expect("periods", question({"growth", "two_months"}, {"time.month"}, {"time >= 2024-01-01"}));
}

TEST_F(GoldenTest, AValueForEachCustomer) {
  expect("each", question({"repeaters"}, {"customers.spent_band"}));
}

TEST_F(GoldenTest, TheTopAndItsShare) {
  Question asked = question({"part"}, {"kind"});
  asked.top = 2;
  expect("top", asked);
}

}  // namespace
}  // namespace c360::metric
