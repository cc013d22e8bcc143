#include "c360/powerbi/tmdl/write.h"

#include <gtest/gtest.h>

#include <random>

#include "c360/powerbi/tmdl/read.h"

namespace c360::powerbi::tmdl {
namespace {

Object measure_of(const std::string& expression) {
  return object("table", "Orders").add(object("measure", "Revenue", expression).set("formatString", "0.00"));
}

Document reread(const Document& document) {
  std::vector<Error> errors;
  Document read_back = read(write(document), "a.tmdl", errors);
  for (const Error& error : errors) ADD_FAILURE() << error.what() << "\n" << write(document);
  return read_back;
}

TEST(TmdlWrite, LaysObjectsOutAsPowerBIDoes) {
  Object table = object("table", "All orders");
  table.description = "What was bought.\n\nEach once.";
  table.set_flag("isHidden").set("lineageTag", "1");
  table.add(object("measure", "Revenue", "SUM('All orders'[amount])").set("formatString", "#,##0.00"));
  table.add(object("partition", "p", "m").set("mode", "import").set_expression("source", "let\n\tx = 1\nin\n\tx"));
  EXPECT_EQ(
      write({table}),
      "/// What was bought.\n///\n/// Each once.\ntable 'All orders'\n\tisHidden\n\tlineageTag: 1\n\n"
      "\tmeasure Revenue = SUM('All orders'[amount])\n\t\tformatString: #,##0.00\n\n"
      "\tpartition p = m\n\t\tmode: import\n\t\tsource =\n\t\t\t\tlet\n\t\t\t\t\tx = 1\n\t\t\t\tin\n\t\t\t\t\tx\n");
}

TEST(TmdlWrite, PutsReferencesToObjectsOneBelowTheOther) {
  Object first = object("table", "A"), second = object("table", "B");
  first.is_reference = second.is_reference = true;
  EXPECT_EQ(write({object("model", "Model"), first, second}), "model Model\n\nref table A\nref table B\n");
}

TEST(TmdlWrite, QuotesValuesThatWouldLoseSomething) {
  const auto line = [](const std::string& value) { return write({object("model", "M").set("culture", value)}); };
  EXPECT_EQ(line("plain: \"text\""), "model M\n\tculture: plain: \"text\"\n");
  EXPECT_EQ(line(" blank "), "model M\n\tculture: \" blank \"\n");
  EXPECT_EQ(line("\"€\" 0"), "model M\n\tculture: \"\"\"€\"\" 0\"\n");
  EXPECT_EQ(line(""), "model M\n\tculture: \"\"\n");
}

TEST(TmdlWrite, PutsExpressionsOfSeveralLinesInABlock) {
  EXPECT_EQ(write({measure_of("VAR a = 1\n\nRETURN a")}),
            "table Orders\n\n\tmeasure Revenue =\n\t\t\tVAR a = 1\n\n\t\t\tRETURN a\n\t\tformatString: 0.00\n");
}

TEST(TmdlWrite, PutsBackticksAroundWhatABlockWouldChange) {
  EXPECT_EQ(write({measure_of("1 \n2")}),
            "table Orders\n\n\tmeasure Revenue = ```\n\t\t\t1 \n\t\t\t2\n\t\t\t```\n\t\tformatString: 0.00\n");
}

TEST(TmdlWrite, IsReadBackAsItWas) {
  for (const char* expression : {"1", "VAR a = 1\nRETURN a", "  indented\n    more", "ends\n\n", "\nbegins",
                                 "blank \nend", "a\n   \nb", "\t1", "a\n\n\nb", "```\nfence", ""}) {
    if (std::string(expression).find("```") == std::string::npos) {
      EXPECT_EQ(reread({measure_of(expression)}), Document{measure_of(expression)}) << expression;
    } else {
      EXPECT_THROW(write({measure_of(expression)}), Error);
    }
  }
}

TEST(TmdlWrite, RefusesWhatTMDLCannotSay) {
  EXPECT_THROW(write({object("table", "two\nlines")}), Error);
  EXPECT_THROW(write({object("table", "a").set("culture", "two\nlines")}), Error);
}

/// Random text of signs that the language gives a meaning to.
std::string random_text(std::mt19937& random, bool with_lines) {
  static const std::vector<std::string> parts = {"a", "B", " ",  "\t", "'", "\"", "=",
                                                 ":", ".", "//", "ü",  "[", "0",  "ref"};
  std::string text;
  for (std::size_t left = random() % 7; left > 0; --left)
    text += with_lines && random() % 4 == 0 ? "\n" : parts[random() % parts.size()];
  return text;
}

Object random_object(std::mt19937& random, int depth) {
  Object made = object("thing", "x" + random_text(random, false));
  if (random() % 2 == 0) {
    made.has_default = true;
    made.default_value = random_text(random, true);
  }
  if (random() % 3 == 0) made.description = "d" + random_text(random, true) + "e";
  for (std::size_t i = random() % 3; i > 0; --i) {
    const std::string name = "p" + std::to_string(i);
    const auto kind = random() % 3;
    if (kind == 0) made.set_flag(name);
    if (kind == 1) made.set(name, random_text(random, false));
    if (kind == 2) made.set_expression(name, random_text(random, true));
  }
  for (std::size_t i = depth > 2 ? 0 : random() % 3; i > 0; --i) made.add(random_object(random, depth + 1));
  return made;
}

TEST(TmdlWrite, IsReadBackAsItWasWhateverTheNamesAndExpressionsHold) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    Document document;
    for (std::size_t i = random() % 3; i > 0; --i) document.push_back(random_object(random, 0));
    ASSERT_EQ(reread(document), document) << write(document);
    ASSERT_EQ(write(reread(document)), write(document));
  }
}

}  // namespace
}  // namespace c360::powerbi::tmdl
