// The same files in other batches give the same silver, quarantine and gold (promise 4).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "truth/program.h"

namespace c360::truth {
namespace {

/// How many files each source has: two, or as many as C360_FILES_OF_SOURCE says (prove.truth.batches).
int files_of_source() {
  const char* files = std::getenv("C360_FILES_OF_SOURCE");
  return files == nullptr ? 2 : std::stoi(files);
}

const char* const kEntities[] = {"customers", "orders", "payments", "support_tickets", "web_activity"};

// The files of one make of the raw data, in the order of their names.
class RawFiles : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    source_ = new Workplace("examples/ecommerce");
    source_->generate("ecommerce", 1, 23, files_of_source());
    all_at_once_ = new Workplace("examples/ecommerce");
    for (const auto& file : files()) all_at_once_->offer(file);
    all_at_once_->run();
  }
  static void TearDownTestSuite() {
    delete source_;
    delete all_at_once_;
  }

  static std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(source_->data()))
      if (entry.path().extension() == ".csv") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
  }

  // Where rows came from may differ where a file was offered twice; what they say may not.
  static void expect_the_same(const Workplace& work) {
    const std::string silver = "SELECT COLUMNS(lambda c: NOT starts_with(c, '_')) FROM silver.";
    const std::string quarantine = "SELECT COLUMNS(lambda c: NOT starts_with(c, '_')), _reasons FROM quarantine.";
    for (const std::string entity : kEntities) {
      EXPECT_EQ(work.ask(silver + entity + " ORDER BY ALL"), all_at_once_->ask(silver + entity + " ORDER BY ALL"))
          << entity;
      EXPECT_EQ(work.ask(quarantine + entity + " ORDER BY ALL"),
                all_at_once_->ask(quarantine + entity + " ORDER BY ALL"))
          << entity;
    }
    for (const std::string table : {"kpi_summary", "customer_360", "payment_success", "web_sessions"})
      EXPECT_EQ(work.ask("SELECT * FROM gold." + table + " ORDER BY ALL"),
                all_at_once_->ask("SELECT * FROM gold." + table + " ORDER BY ALL"))
          << table;
  }

  static Workplace* source_;
  static Workplace* all_at_once_;
};
Workplace* RawFiles::source_ = nullptr;
Workplace* RawFiles::all_at_once_ = nullptr;

TEST_F(RawFiles, OneByOneGiveWhatAllAtOnceGive) {
  const Workplace work("examples/ecommerce");
  for (const auto& file : files()) {
    work.offer(file);
    work.run();
  }
  expect_the_same(work);
  EXPECT_EQ(work.ask("SELECT * FROM meta.row_account ORDER BY entity"),
            all_at_once_->ask("SELECT * FROM meta.row_account ORDER BY entity"));
}

TEST_F(RawFiles, ChildrenBeforeTheirParentsAreReleasedWhenTheParentsArrive) {
  const Workplace work("examples/ecommerce");
  std::vector<std::filesystem::path> late;
  for (const auto& file : files()) {
    if (file.filename().string().starts_with("customers"))
      late.push_back(file);
    else
      work.offer(file);
  }
  work.run();
  EXPECT_EQ(work.value("SELECT count(*) FROM silver.orders"), "0");
  for (const auto& file : late) work.offer(file);
  work.run();
  expect_the_same(work);
}

TEST_F(RawFiles, FilesOfferedAgainUnderTheSameNameChangeNothing) {
  const Workplace work("examples/ecommerce");
  for (const auto& file : files()) work.offer(file);
  work.run();
  for (const auto& file : files()) work.offer(file);
  work.run();
  work.run("--rehash");
  expect_the_same(work);
  EXPECT_EQ(work.ask("SELECT * FROM meta.row_account ORDER BY entity"),
            all_at_once_->ask("SELECT * FROM meta.row_account ORDER BY entity"));
}

TEST_F(RawFiles, AFileThatWasCutShortAndComesAgainWholeAddsOnlyDuplicates) {
  const Workplace work("examples/ecommerce");
  for (const auto& file : files()) {
    const std::string text = read_file(file);
    if (file.filename().string().find("001") == std::string::npos) continue;
    write_file(work.data() / file.filename(), text.substr(0, text.find('\n', text.size() / 4) + 1));
  }
  work.run();
  for (const auto& file : files()) work.offer(file);
  work.run();
  expect_the_same(work);
}

TEST_F(RawFiles, EverythingAnewFromBronzeGivesTheSame) {
  const Workplace work("examples/ecommerce");
  for (const auto& file : files()) work.offer(file);
  work.run();
  work.run("--full");
  expect_the_same(work);
}

// What people decide about rows of which reasons.
struct Decision {
  std::string verdict, entity, reason;
};

void decide(const Workplace& work, const std::vector<Decision>& decisions) {
  for (const Decision& each : decisions) {
    const Outcome outcome =
        run_program("quarantine " + each.verdict + " " + each.entity + " -C " + quoted(work.root().string()) +
                    " --why 'it is known' --where " + quoted("_reasons = ['" + each.reason + "']"));
    ASSERT_EQ(outcome.exit_code, 0) << outcome.output;
  }
}

/// In the middle of the payments, which come after all else that is decided; of more files than two in the middle of
/// each source.
bool is_time_to_decide(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  const bool is_last_but_one = name.find(fmt::format("{:03}", files_of_source() - 1)) != std::string::npos;
  return is_last_but_one && (files_of_source() > 2 || name.starts_with("payments"));
}

TEST_F(RawFiles, DecisionsInAnyOrderAndBatchGiveTheSame) {
  std::vector<Decision> decisions = {
      {"release", "orders", "range(order_amount)"},      {"dismiss", "orders", "required(order_date)"},
      {"release", "orders", "required(order_amount)"},   {"release", "orders", "type(order_date)"},
      {"release", "payments", "required(payment_date)"}, {"release", "customers", "required(customer_id)"}};
  const Workplace at_once("examples/ecommerce"), one_by_one("examples/ecommerce");
  for (const auto& file : files()) at_once.offer(file);
  at_once.run();
  decide(at_once, decisions);
  at_once.run();
  std::reverse(decisions.begin(), decisions.end());
  for (const auto& file : files()) {
    one_by_one.offer(file);
    one_by_one.run();
    if (is_time_to_decide(file)) decide(one_by_one, decisions);
  }
  decide(one_by_one, decisions);
  one_by_one.run();
  EXPECT_GT(std::stoi(at_once.value("SELECT count(*) FROM silver.orders WHERE order_amount < 0")), 0);
  EXPECT_GT(std::stoi(at_once.value("SELECT count(*) FROM silver.orders WHERE order_amount IS NULL")), 0);
  EXPECT_GT(std::stoi(at_once.value("SELECT count(*) FROM quarantine.orders WHERE _decision = 'dismiss'")), 0);
  EXPECT_GT(std::stoi(at_once.value("SELECT count(*) FROM quarantine.orders WHERE _decision = 'release'")), 0);
  const auto expect_the_same = [&](const std::string& select) {
    EXPECT_EQ(one_by_one.ask(select), at_once.ask(select)) << select;
  };
  for (const std::string entity : kEntities) {
    expect_the_same("SELECT COLUMNS(lambda c: NOT starts_with(c, '_')) FROM silver." + entity + " ORDER BY ALL");
    expect_the_same("SELECT COLUMNS(lambda c: NOT starts_with(c, '_')), _reasons, _decision FROM quarantine." + entity +
                    " ORDER BY ALL");
  }
  expect_the_same("SELECT * FROM meta.row_account ORDER BY entity");
  const Rows silver = at_once.ask("SELECT * FROM silver.orders ORDER BY ALL");
  at_once.run("--full");
  EXPECT_EQ(at_once.ask("SELECT * FROM silver.orders ORDER BY ALL"), silver);
}

}  // namespace
}  // namespace c360::truth
