#include "c360/powerbi/m_text.h"

#include <gtest/gtest.h>

namespace c360::powerbi {
namespace {

TEST(MText, KeepsQuotesAndLineBreaksApart) {
  EXPECT_EQ(m_text("a \"b\""), "\"a \"\"b\"\"\"");
  EXPECT_EQ(m_text("a\nb\tc\r"), "\"a#(lf)b#(tab)c#(cr)\"");
  EXPECT_EQ(m_text("#(lf)"), "\"#(#)(lf)\"") << "a text that looks like an escape is none";
  EXPECT_EQ(m_text("C:\\shop"), "\"C:\\shop\"");
}

TEST(MName, IsPlainOrQuoted) {
  EXPECT_EQ(m_name("Orders_2"), "Orders_2");
  for (const char* name : {"my orders", "2nd", "each", "type", "größe", ""})
    EXPECT_EQ(m_name(name), "#\"" + std::string(name) + "\"");
}

}  // namespace
}  // namespace c360::powerbi
