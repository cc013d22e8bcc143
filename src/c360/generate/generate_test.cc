#include "c360/generate/generate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/local_files.h"

namespace c360::generate {
namespace {

using nlohmann::json;

std::vector<std::string> files_in(const std::filesystem::path& directory, const std::string& prefix = "") {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().filename().string().starts_with(prefix)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::string hash_of(const std::filesystem::path& directory) {
  ContentHash hash;
  for (const std::string& name : files_in(directory)) {
    hash.update(name);
    hash.update(read_file(directory / name));
  }
  return hash.hex();
}

class Generated {
 public:
  explicit Generated(const Options& options) { generate(options, folder_.path()); }
  const std::filesystem::path& path() const { return folder_.path(); }
  std::string read(const std::string& name) const { return read_file(folder_.path() / name); }
  json truth() const { return json::parse(read("truth.json")); }

 private:
  TemporaryDirectory folder_;
};

struct Records {
  std::vector<std::vector<std::string>> whole;  ///< without the header
  std::int64_t malformed = 0;
  std::int64_t blank_lines = 0;
};

// A plain reader of RFC 4180 for the test alone, one character after the other.
class Reader {
 public:
  Reader(const std::string& text, Records& into) : text_(text), into_(into) {}

  void read() {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    const std::size_t columns = record().size();
    while (at_ < text_.size()) {
      bad_ = false;
      if (ends_line()) {
        ++into_.blank_lines;
        skip_line_end();
        continue;
      }
      std::vector<std::string> fields = record();
      if (bad_ || fields.size() != columns)
        ++into_.malformed;
      else
        into_.whole.push_back(std::move(fields));
    }
  }

 private:
  bool ends_line() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }
  void skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }
  std::vector<std::string> record() {
    std::vector<std::string> fields{field()};
    while (!ends_line()) {
      ++at_;
      fields.push_back(field());
    }
    skip_line_end();
    return fields;
  }
  std::string field() {
    std::string value;
    if (!ends_line() && text_[at_] == '"') value = quoted();
    for (bool first = true; !ends_line() && text_[at_] != ','; first = false) {
      bad_ = bad_ || (first && closed_);
      value.push_back(text_[at_++]);
    }
    closed_ = false;
    return value;
  }
  std::string quoted() {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"' && (at_ + 1 == text_.size() || text_[at_ + 1] != '"')) break;
      if (text_[at_] == '"') ++at_;
      value.push_back(text_[at_]);
    }
    ++at_;
    closed_ = true;
    return value;
  }

  const std::string& text_;
  Records& into_;
  std::size_t at_ = 0;
  bool bad_ = false;
  bool closed_ = false;
};

Records records_of(const Generated& made, const std::string& prefix) {
  Records records;
  for (const std::string& name : files_in(made.path(), prefix)) {
    const std::string text = made.read(name);
    Reader(text, records).read();
  }
  return records;
}

void expect_files_as_told(const Generated& made, const std::map<std::string, std::string>& prefixes) {
  const json truth = made.truth();
  for (const auto& [entity, prefix] : prefixes) {
    SCOPED_TRACE(entity);
    const json& told = truth["entities"][entity];
    const Records records = records_of(made, prefix);
    const auto rows = static_cast<std::int64_t>(records.whole.size());
    EXPECT_EQ(rows, told["bronze_rows"]);
    EXPECT_EQ(records.malformed, told["malformed"]);
    EXPECT_EQ(records.blank_lines, told["blank_lines"]);
    EXPECT_EQ(rows + records.malformed, told["source_rows"]);
    const std::set<std::vector<std::string>> different(records.whole.begin(), records.whole.end());
    EXPECT_EQ(rows - static_cast<std::int64_t>(different.size()), told["exact_duplicates"]);
  }
}

TEST(Generate, TheSameOptionsGiveTheSameBytesOnEveryMachine) {
  EXPECT_EQ(hash_of(Generated({"ecommerce", 1, 42, 2}).path()), "e8380943847ebd16e0d055b5a6b1c0a2");
  EXPECT_EQ(hash_of(Generated({"retail360", 1, 42, 2}).path()), "1f22741bfd6e3c28ef81175a698001b8");
}

TEST(Generate, AnotherSeedGivesOtherBytes) {
  EXPECT_NE(hash_of(Generated({"ecommerce", 1, 1, 1}).path()), hash_of(Generated({"ecommerce", 1, 2, 1}).path()));
}

TEST(Generate, TheShopsFilesHoldTheRecordsDuplicatesAndMalformedRecordsThatTheTruthTells) {
  for (const std::int64_t files : {1, 3})
    expect_files_as_told(Generated({"ecommerce", 2, 7, files}), {{"customers", "customers"},
                                                                 {"orders", "orders"},
                                                                 {"payments", "payments"},
                                                                 {"support_tickets", "support_tickets"},
                                                                 {"web_activity", "web_activity"}});
}

TEST(Generate, TheRetailersFilesHoldTheRecordsDuplicatesAndMalformedRecordsThatTheTruthTells) {
  expect_files_as_told(Generated({"retail360", 2, 8, 4}), {{"customers", "Customers"},
                                                           {"products", "Products"},
                                                           {"stores", "Stores"},
                                                           {"agents", "Agents"},
                                                           {"online_transactions", "OnlineTransactions"},
                                                           {"in_store_transactions", "InStoreTransactions"},
                                                           {"service_interactions", "CustomerServiceInteractions"},
                                                           {"loyalty_accounts", "LoyaltyAccounts"},
                                                           {"loyalty_transactions", "LoyaltyTransactions"}});
}

TEST(Generate, HowManyFilesThereAreChangesNothingButWhereRowsAre) {
  json one = Generated({"ecommerce", 1, 3, 1}).truth(), many = Generated({"ecommerce", 1, 3, 6}).truth();
  EXPECT_EQ(one["entities"], many["entities"]);
  EXPECT_EQ(one["gold"], many["gold"]);
  EXPECT_EQ(one["warnings"], many["warnings"]);
}

TEST(Generate, FilesAreNamedSoThatTheirBytesSortAsTheirNumbers) {
  const Generated made({"ecommerce", 1, 3, 11});
  const std::vector<std::string> names = files_in(made.path(), "orders");
  ASSERT_EQ(names.size(), 11U);
  EXPECT_EQ(names.front(), "orders-001.csv");
  EXPECT_EQ(names.back(), "orders-011.csv");
}

TEST(Generate, SomeFilesHaveWindowsLineEndsAndSomeAByteOrderMark) {
  const Generated made({"ecommerce", 1, 3, 4});
  int windows = 0, marked = 0;
  for (const std::string& name : files_in(made.path(), "orders")) {
    const std::string text = made.read(name);
    windows += text.find("\r\n") != std::string::npos ? 1 : 0;
    marked += text.starts_with("\xef\xbb\xbf") ? 1 : 0;
  }
  EXPECT_TRUE(windows > 0 && windows < 4) << windows;
  EXPECT_TRUE(marked > 0 && marked < 4) << marked;
}

TEST(Generate, TextHoldsLineEndsQuotesAndCommasTabsAndNoBreakSpaces) {
  const Records records = records_of(Generated({"ecommerce", 5, 3, 1}), "customers");
  std::map<char, int> seen;
  int no_break = 0;
  for (const auto& row : records.whole) {
    for (const char c : row[1]) ++seen[c];
    for (const std::string& field : row) no_break += field.find("\xc2\xa0") != std::string::npos ? 1 : 0;
  }
  for (const char c : {'\n', '"', ',', '\t'}) EXPECT_GT(seen[c], 0) << static_cast<int>(c);
  EXPECT_GT(no_break, 0);
}

TEST(Generate, FewCustomersBuyMuch) {
  const json truth = Generated({"ecommerce", 2, 3, 1}).truth();
  EXPECT_GT(truth["gold"]["top_customers"][0]["orders"], 100);
  EXPECT_EQ(truth["gold"]["top_customers"].size(), 10U);
}

TEST(Generate, TheGoldFiguresAgreeWithOneAnother) {
  const json gold = Generated({"ecommerce", 2, 3, 1}).truth()["gold"];
  const auto cents = [](const json& text) {
    std::string digits = text.get<std::string>();
    digits.erase(digits.find('.'), 1);
    return std::stoll(digits);
  };
  std::map<std::string, std::int64_t> revenue, orders;
  for (const char* table : {"monthly_revenue", "revenue_by_category", "revenue_by_payment_method"})
    for (const json& row : gold[table]) {
      revenue[table] += cents(row["revenue"]);
      orders[table] += row["orders"].get<std::int64_t>();
    }
  EXPECT_EQ(revenue["monthly_revenue"], cents(gold["kpi_summary"]["total_revenue"]));
  EXPECT_EQ(revenue["revenue_by_category"], cents(gold["kpi_summary"]["total_revenue"]));
  EXPECT_EQ(revenue["revenue_by_payment_method"], cents(gold["kpi_summary"]["paid_revenue"]));
  EXPECT_EQ(orders["monthly_revenue"], gold["kpi_summary"]["orders"]);
}

TEST(Generate, EveryCustomerOfTheRetailerIsInOneSegment) {
  const json truth = Generated({"retail360", 1, 3, 1}).truth();
  std::int64_t customers = 0;
  for (const json& segment : truth["gold"]["customer_segments"]) customers += segment.get<std::int64_t>();
  EXPECT_EQ(customers, truth["entities"]["customers"]["silver_rows"]);
}

void expect_refused(const Options& options, const std::string& part) {
  const TemporaryDirectory folder;
  try {
    generate(options, folder.path());
    ADD_FAILURE() << "nothing was refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
  }
  EXPECT_TRUE(files_in(folder.path()).empty());
}

TEST(Generate, RefusesWhatCannotBe) {
  expect_refused({"ecomerce", 1, 1, 1}, "did you mean 'ecommerce'?");
  expect_refused({"ecommerce", 0, 1, 1}, "the scale 0 cannot be");
  expect_refused({"ecommerce", 1, 1, 0}, "0 files cannot be");
}

TEST(Generate, RefusesAFolderWhereOtherFilesOfASourceWouldStay) {
  const TemporaryDirectory folder;
  generate({"ecommerce", 1, 1, 1}, folder.path());
  const std::string before = hash_of(folder.path());
  EXPECT_THROW(generate({"ecommerce", 1, 2, 3}, folder.path()), Error);
  EXPECT_EQ(hash_of(folder.path()), before);
  generate({"ecommerce", 1, 2, 1}, folder.path());
  EXPECT_NE(hash_of(folder.path()), before);
}

TEST(Generate, SaysWhichFileCannotBeWritten) {
  const TemporaryDirectory folder;
  std::filesystem::create_directories(folder.path() / "orders.csv");
  try {
    generate({"ecommerce", 1, 1, 1}, folder.path());
    ADD_FAILURE() << "a folder was written to as a file";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("orders.csv"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace c360::generate
