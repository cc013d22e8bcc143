#include "c360/docs/page.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/docs/data_page.h"
#include "c360/docs/site.h"

namespace c360::docs {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

/// What stands in the page's data element.
std::string data_in(const std::string& page) {
  const std::string open = "id=\"c360-data\">", close = "</script>";
  const std::size_t begin = page.find(open) + open.size();
  return page.substr(begin, page.find(close, begin) - begin);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Page, HoldsItsData) {
  const Json data = {{"project", {{"name", "Läden & Söhne"}}}, {"tables", Json::array({1, 2})}};
  EXPECT_EQ(Json::parse(data_in(page_of(data))), data);
}

TEST(Page, LetsNothingOfTheDataEndItsElement) {
  const std::string hostile =
      "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> ]]> \u2028 @@C360_DATA@@";
  const std::string plain = page_of(Json::object()), page = page_of({{hostile, hostile}});
  EXPECT_EQ(Json::parse(data_in(page)).at(hostile), hostile);
  EXPECT_THAT(data_in(page), Not(HasSubstr("<")));
  EXPECT_EQ(count(page, "<"), count(plain, "<"));
}

TEST(Page, ReplacesBytesThatAreNoText) {
  EXPECT_EQ(Json::parse(data_in(page_of({{"name", "a\xff z"}}))).at("name"), "a\xEF\xBF\xBD z");
}

TEST(Page, AllowsItsOwnScriptAndStylesAlone) {
  const std::string page = page_of(Json::object());
  EXPECT_THAT(page, HasSubstr("default-src 'none'; script-src 'sha256-"));
  EXPECT_THAT(page, Not(HasSubstr("unsafe-")));
  EXPECT_THAT(page, Not(HasSubstr("@@C360_DATA@@")));
  EXPECT_EQ(count(page, "src=\"http"), 0u);
}

TEST(Page, WithoutAPlaceForDataIsAMistakeOfTheProgram) {
  EXPECT_THROW(page_with_data("no gzip at all", "{}"), Error);
}

class SiteTest : public testing::Test {
 protected:
  SiteFiles write(const std::string& name, bool force = false, const std::string& project = "shop") {
    return write_site(folder_, "docs", project, page_of({{"name", name}}), force);
  }

  TemporaryDirectory temporary_;
  std::filesystem::path folder_ = temporary_.path() / "site";
};

TEST_F(SiteTest, IsWrittenAndWrittenAgainOnlyWhereItDiffers) {
  const SiteFiles first = write("one");
  EXPECT_TRUE(first.changed);
  EXPECT_EQ(read_file(first.page).size(), first.bytes);
  EXPECT_FALSE(write("one").changed);
  EXPECT_TRUE(write("two").changed);
  EXPECT_THAT(read_file(first.page), HasSubstr(R"({"name":"two"})"));
}

TEST_F(SiteTest, IsNotWrittenOverOtherFilesOrPeoplesChanges) {
  std::filesystem::create_directories(folder_);
  write_file(folder_ / "thesis.txt", "mine");
  EXPECT_THROW(write("one"), Error);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "index.html"));
  std::filesystem::remove(folder_ / "thesis.txt");
  write("one");
  write_file(folder_ / "index.html", "mine");
  EXPECT_THROW(write("two"), Error);
  EXPECT_EQ(read_file(folder_ / "index.html"), "mine");
  EXPECT_TRUE(write("two", true).changed);
  EXPECT_THROW(write("two", true, "another shop"), Error);
  EXPECT_THROW(write_site(folder_, "report", "shop", "a report", true), Error) << "which is no documentation";
}

TEST_F(SiteTest, KnowsBeforeThePageIsMadeThatAFolderIsSomeoneElses) {
  check_site(folder_, "docs", "shop", false);
  EXPECT_FALSE(std::filesystem::exists(folder_)) << "nothing is left where no page may come";
  write("one");
  check_site(folder_, "docs", "shop", false);
  EXPECT_THROW(check_site(folder_, "report", "shop", true), Error);
  EXPECT_THROW(check_site(folder_, "docs", "another shop", true), Error);
  write_file(folder_ / "index.html", "mine");
  EXPECT_THROW(check_site(folder_, "docs", "shop", false), Error);
  check_site(folder_, "docs", "shop", true);
}

}  // namespace
}  // namespace c360::docs
