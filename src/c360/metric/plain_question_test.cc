#include "c360/metric/plain_question.h"

#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PlainQuestionTest : public ShopTest {
 protected:
  std::vector<std::string> by(const std::string& measure) {
    const Question asked = plain_question(model(), *model().spec().find_measure(measure));
    EXPECT_THAT(asked.measures, ElementsAre(measure));
    EXPECT_FALSE(compile(model(), asked).columns.empty());
    return asked.by;
  }
};

TEST_F(PlainQuestionTest, AMeasureStandsAlone) {
  EXPECT_THAT(by("revenue"), IsEmpty());
  EXPECT_THAT(by("part"), IsEmpty());
}

TEST_F(PlainQuestionTest, ComparisonsAndTotalsOverTimeAreToldByMonth) {
  for (const char* measure : {"growth", "last_year", "so_far", "this_year_before"})
    EXPECT_THAT(by(measure), ElementsAre("time.month")) << measure;
}

TEST_F(PlainQuestionTest, SharesAreToldByWhatTheyAreSharesOver) {
  EXPECT_THAT(by("part_of_kinds"), ElementsAre("orders.kind"));
  EXPECT_THAT(by("retention"), ElementsAre("orders.since_first.month"));
}

}  // namespace
}  // namespace c360::metric
