// Generated raw files of several scales and seeds against their truth.
#include <gtest/gtest.h>

#include "truth/against_truth.h"

namespace c360::truth {
namespace {

struct Case {
  const char* template_name;
  int scale, seed, files;
};

class Generated : public testing::TestWithParam<Case> {};

TEST_P(Generated, SilverQuarantineAndGoldEqualTheTruth) {
  const Case& now = GetParam();
  Workplace work(std::string("examples/") + now.template_name);
  const std::string truth = work.generate(now.template_name, now.scale, now.seed, now.files);
  work.run();
  expect_truth(work, truth);
}

INSTANTIATE_TEST_SUITE_P(ScalesAndSeeds, Generated,
                         testing::Values(Case{"ecommerce", 1, 1, 1}, Case{"ecommerce", 2, 7, 4},
                                         Case{"retail360", 1, 5, 3}),
                         [](const testing::TestParamInfo<Case>& now) {
                           return std::string(now.param.template_name) + "_scale" + std::to_string(now.param.scale) +
                                  "_seed" + std::to_string(now.param.seed) + "_files" + std::to_string(now.param.files);
                         });

}  // namespace
}  // namespace c360::truth
