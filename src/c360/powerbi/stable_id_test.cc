#include "c360/powerbi/stable_id.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace c360::powerbi {
namespace {

TEST(StableId, IsAUuidThatOnlyItsPartsDecide) {
  EXPECT_EQ(stable_uuid({"column", "Orders", "day"}), stable_uuid({"column", "Orders", "day"}));
  EXPECT_NE(stable_uuid({"ab", "c"}), stable_uuid({"a", "bc"}));
  std::set<std::string> all;
  for (int i = 0; i < 500; ++i) {
    const std::string id = stable_uuid({"column", std::to_string(i)});
    EXPECT_TRUE(std::regex_match(id, std::regex("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")))
        << id;
    EXPECT_TRUE(all.insert(id).second);
  }
}

TEST(StableId, StaysWhatItWasInEarlierVersions) {
  // Whoever has an export in Git would see every id change with these.
  EXPECT_EQ(stable_name({"page", "Overview"}).size(), 20U);
  EXPECT_EQ(stable_name({"page", "Overview"}), "62368c4183b02edc1c89");
  EXPECT_EQ(stable_uuid({"table", "Orders"}), "38ba0111-737c-8f61-aa73-50ca966fae88");
}

TEST(FileName, IsOneThatWindowsTakes) {
  EXPECT_EQ(file_name("Average order (day)"), "Average order (day)");
  EXPECT_EQ(file_name("Größe"), "Größe");
  EXPECT_EQ(file_name("in/out").substr(0, 7), "in_out_");
  EXPECT_NE(file_name("in/out"), file_name("in:out")) << "two tables have two files";
  EXPECT_EQ(file_name("../x").find('/'), std::string::npos);
  EXPECT_NE(file_name("..").substr(0, 2), "..");
  EXPECT_LE(file_name(std::string(500, 'x')).size(), 110U);
}

}  // namespace
}  // namespace c360::powerbi
