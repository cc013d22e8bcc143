// Larger raw files, of more seeds and in more batchings, against their truth: `./dev prove`.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "truth/against_truth.h"

namespace c360::truth {
namespace {

enum class Batching { kAllAtOnce, kOneByOne, kTheLastSourceFirst };

struct Case {
  const char* name;
  const char* template_name;
  int scale, seed, files;
  Batching batching;
};

std::vector<std::filesystem::path> csv_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// "orders" of "orders-3.csv".
std::string source_of(const std::filesystem::path& file) {
  const std::string stem = file.stem().string();
  return stem.substr(0, stem.find('-'));
}

/// The files that each run finds anew.
std::vector<std::vector<std::filesystem::path>> batches_of(const std::filesystem::path& folder, Batching batching) {
  const auto files = csv_files(folder);
  if (batching == Batching::kAllAtOnce) return {files};
  std::vector<std::vector<std::filesystem::path>> batches;
  if (batching == Batching::kOneByOne) {
    for (const auto& file : files) batches.push_back({file});
    return batches;
  }
  std::map<std::string, std::vector<std::filesystem::path>, std::greater<>> by_source;
  for (const auto& file : files) by_source[source_of(file)].push_back(file);
  for (const auto& [source, own] : by_source) batches.push_back(own);
  return batches;
}

class Proven : public testing::TestWithParam<Case> {};

TEST_P(Proven, SilverQuarantineAndGoldEqualTheTruth) {
  const Case& now = GetParam();
  const std::string project = std::string("examples/") + now.template_name;
  Workplace raw(project);
  const std::string truth = raw.generate(now.template_name, now.scale, now.seed, now.files);
  const Workplace work(project);
  for (const auto& batch : batches_of(raw.data(), now.batching)) {
    for (const auto& file : batch) work.offer(file);
    work.run();
  }
  expect_truth(work, truth);
}

INSTANTIATE_TEST_SUITE_P(
    , Proven,
    testing::Values(Case{"shop_10", "ecommerce", 10, 3, 3, Batching::kAllAtOnce},
                    Case{"shop_30", "ecommerce", 30, 11, 1, Batching::kAllAtOnce},
                    Case{"shop_30_many_files", "ecommerce", 30, 12, 40, Batching::kAllAtOnce},
                    Case{"shop_30_one_by_one", "ecommerce", 30, 13, 4, Batching::kOneByOne},
                    Case{"shop_30_children_first", "ecommerce", 30, 14, 3, Batching::kTheLastSourceFirst},
                    Case{"shop_100", "ecommerce", 100, 15, 2, Batching::kAllAtOnce},
                    Case{"retailer_1", "retail360", 1, 1, 1, Batching::kAllAtOnce},
                    Case{"retailer_4", "retail360", 4, 5, 3, Batching::kAllAtOnce},
                    Case{"retailer_30", "retail360", 30, 21, 1, Batching::kAllAtOnce},
                    Case{"retailer_30_many_files", "retail360", 30, 22, 40, Batching::kAllAtOnce},
                    Case{"retailer_30_one_by_one", "retail360", 30, 23, 3, Batching::kOneByOne},
                    Case{"retailer_30_children_first", "retail360", 30, 24, 3, Batching::kTheLastSourceFirst},
                    Case{"retailer_100", "retail360", 100, 25, 2, Batching::kAllAtOnce}),
    [](const testing::TestParamInfo<Case>& now) { return now.param.name; });

}  // namespace
}  // namespace c360::truth
