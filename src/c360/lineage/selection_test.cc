#include "c360/lineage/selection.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::lineage {
namespace {

using model::Derivation;
using model::LineageGraph;
using model::SourceColumn;
using model::TableRole;
using model::Use;
using ::testing::HasSubstr;

constexpr Use kCopied{Derivation::kCopied, true, 0};
constexpr Use kFilters{Derivation::kNone, false, model::kFilters};

/// raw.o → silver.o → gold.a, gold.b → gold.c; a and b both from silver.
class SelectionTest : public ::testing::Test {
 protected:
  SelectionTest() {
    table("raw", "o", TableRole::kSource);
    table("silver", "o", TableRole::kSilver);
    for (const char* name : {"a", "b", "c"}) table("gold", name, TableRole::kModel);
    table("other", "c", TableRole::kModel);
    graph_.add({{{"raw", "o"}, "x"}, {{"silver", "o"}, "x"}, kCopied});
    graph_.add({{{"silver", "o"}, "x"}, {{"gold", "a"}, "x"}, kCopied});
    graph_.add({{{"silver", "o"}, "x"}, {{"gold", "b"}, "x"}, kCopied});
    graph_.add({{{"silver", "o"}, "y"}, {{"gold", "a"}, ""}, kFilters});
    graph_.add({{{"gold", "a"}, "x"}, {{"gold", "c"}, "x"}, kCopied});
    graph_.add({{{"gold", "b"}, "x"}, {{"gold", "c"}, "x"}, kCopied});
  }

  void table(const std::string& schema, const std::string& name, TableRole role) {
    graph_.add({{schema, name}, role, "", {{"x", "", "", ""}, {"y", "", "", ""}}, ""});
  }

  std::string found(const std::string& name) const {
    const SourceColumn column = find_column(graph_, name);
    return column.table.to_string() + "|" + column.column;
  }

  std::string refusal(const std::string& name) const {
    try {
      find_column(graph_, name);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUsage);
      return error.message() + "; " + error.hint();
    }
    return "it was found";
  }

  /// "gold.c.x(gold.a.x(…))"
  static std::string text(const Branch& branch) {
    std::string result = branch.column.table.to_string();
    if (!branch.column.column.empty()) result += "." + branch.column.column;
    if (branch.shown_above) return result + "(above)";
    std::string inner;
    for (const Branch& below : branch.branches) inner += (inner.empty() ? "" : " ") + text(below);
    return inner.empty() ? result : result + "(" + inner + ")";
  }

  LineageGraph graph_;
};

TEST_F(SelectionTest, FindsTablesAndColumnsByAnyNameThatIsClear) {
  EXPECT_EQ(found("gold.a"), "gold.a|");
  EXPECT_EQ(found("a"), "gold.a|");
  EXPECT_EQ(found("gold.a.x"), "gold.a|x");
  EXPECT_EQ(found("a.x"), "gold.a|x");
}

TEST_F(SelectionTest, SuggestsWhatWasMeant) {
  EXPECT_THAT(refusal("gold.aa"), HasSubstr("did you mean 'gold.a'"));
  EXPECT_THAT(refusal("silver.o.total"), HasSubstr("silver.o has no column 'total'; expected one of x, y"));
  EXPECT_THAT(refusal("c"), HasSubstr("name one of gold.c, other.c"));
  EXPECT_THAT(refusal("nothing.like.it"), HasSubstr("there is no table 'nothing.like'"));
  EXPECT_THAT(refusal("a.b.c.d"), HasSubstr("there is no table"));
  EXPECT_THAT(refusal(""), HasSubstr("there is no table"));
}

TEST_F(SelectionTest, MakesATreeThatShowsEachBranchOnce) {
  EXPECT_EQ(text(tree_of(graph_, {{"gold", "c"}, "x"}, Direction::kUpstream)),
            "gold.c.x(gold.a.x(silver.o.x(raw.o.x)) gold.b.x(silver.o.x(above)))");
  EXPECT_EQ(text(tree_of(graph_, {{"silver", "o"}, "x"}, Direction::kDownstream)),
            "silver.o.x(gold.a.x(gold.c.x) gold.b.x(gold.c.x))");
}

TEST_F(SelectionTest, MakesATreeOfTables) {
  EXPECT_EQ(text(tree_of(graph_, {{"gold", "a"}, ""}, Direction::kUpstream)), "gold.a(silver.o(raw.o))");
  EXPECT_EQ(text(tree_of(graph_, {{"raw", "o"}, ""}, Direction::kDownstream)),
            "raw.o(silver.o(gold.a(gold.c) gold.b(gold.c)))");
}

TEST_F(SelectionTest, GathersEdgesOnceWithWhatDecides) {
  EXPECT_EQ(edges_of(graph_, {{"gold", "c"}, "x"}, Direction::kUpstream).size(), 5u);
  EXPECT_EQ(edges_of(graph_, {{"gold", "a"}, ""}, Direction::kUpstream).size(), 3u);
  EXPECT_EQ(edges_of(graph_, {{"raw", "o"}, "x"}, Direction::kDownstream).size(), 5u);
}

}  // namespace
}  // namespace c360::lineage
