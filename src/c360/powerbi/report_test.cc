#include "c360/powerbi/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/powerbi/testing/small_model.h"

namespace c360::powerbi {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// What is said of the small report once `change` has spoiled a visual of it.
template <typename Change>
std::vector<std::string> faults_after(Change change) {
  Report report = small_report();
  change(report.pages[0]);
  std::vector<std::string> texts;
  for (const Error& error : check(report, small_model())) texts.emplace_back(error.what());
  return texts;
}

TEST(Report, IsSoundWithOneVisualOfEveryType) {
  for (const Error& error : check(small_report(), small_model())) ADD_FAILURE() << error.what();
}

TEST(Report, MayNameOnlyWhatTheModelHas) {
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[0].wells[0].fields[0].name = "Revenues"; }),
              Contains("Overview/Revenue: the table 'Orders' has no measure 'Revenues'"));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[1].wells[0].fields[0].table = "Order"; }),
              Contains("Overview/Category: the model has no table 'Order'"));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[1].wells[0].fields[0].name = "Categories"; }),
              Contains("Overview/Category: the table 'Orders' has no column 'Categories'"));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[2].wells[0].fields[0].name = "Week"; }),
              Contains("Overview/Revenue by month: the table 'Date' has no level 'Week' in a hierarchy 'Calendar'"));
}

TEST(Report, FillsTheWellsThatItsVisualsHave) {
  EXPECT_THAT(
      faults_after([](Page& page) { page.visuals[0].wells[0].role = "Data"; }),
      testing::IsSupersetOf({HasSubstr("a card has no well 'Data'"), HasSubstr("needs something in 'Values'")}));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[4].wells.pop_back(); }),
              Contains(HasSubstr("a barChart needs something in 'Y'")));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[4].wells[1].fields.clear(); }),
              Contains(HasSubstr("the well 'Y' is empty")));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[4].wells.push_back(page.visuals[4].wells[0]); }),
              Contains(HasSubstr("the well 'Category' is there twice")));
  EXPECT_THAT(
      faults_after([](Page& page) { std::swap(page.visuals[4].wells[0].fields, page.visuals[4].wells[1].fields); }),
      testing::IsSupersetOf(
          {HasSubstr("the well 'Category' takes columns"), HasSubstr("the well 'Y' takes measures")}));
  EXPECT_THAT(
      faults_after([](Page& page) { page.visuals[4].sorted_by = measure_field("Orders", "Average order value"); }),
      Contains(HasSubstr("sorted by 'Average order value', which it does not show")));
}

TEST(Report, NamesPagesAndVisualsOnce) {
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[1].title = "Revenue"; }),
              Contains(HasSubstr("another visual of this name")));
  Report twice = small_report();
  twice.pages.push_back(twice.pages[0]);
  EXPECT_EQ(check(twice, small_model()).at(0).message(), "there is another page of this name");
  EXPECT_EQ(check(Report{"empty", {}}, small_model()).at(0).message(), "the report has no page");
  EXPECT_EQ(check(Report{"empty", {{"Bare", {}}}}, small_model()).at(0).message(), "the page shows nothing");
}

TEST(Report, PlacesVisualsOnThePageAndBesideOneAnother) {
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[0].x = -1; }), Contains(HasSubstr("outside the page")));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[0].width = 0; }), Contains(HasSubstr("has no size")));
  EXPECT_THAT(faults_after([](Page& page) { page.visuals[1].x = page.visuals[0].x; }),
              Contains(HasSubstr("the visual lies on 'Revenue'")));
}

TEST(Report, IsLaidOutWhateverThereIsToShow) {
  for (int cards = 0; cards <= 6; ++cards) {
    for (int charts = 0; charts <= 8; ++charts) {
      if (cards + charts == 0) continue;
      Page page;
      page.title = "p";
      for (int i = 0; i < cards + charts; ++i) {
        Visual visual = small_report().pages[0].visuals[i < cards ? 0U : 4U];
        visual.title = std::to_string(i);
        page.visuals.push_back(visual);
      }
      lay_out(page);
      for (const Error& error : check(Report{"r", {page}}, small_model())) ADD_FAILURE() << error.what();
    }
  }
}

}  // namespace
}  // namespace c360::powerbi
