#include "c360/engine/values/contact.h"

#include <gtest/gtest.h>

namespace c360::values {
namespace {

std::string email(std::string_view text) {
  std::string out;
  append_email(text, out);
  return out;
}

std::string phone(std::string_view text) {
  std::string out;
  append_phone(text, out);
  return out;
}

TEST(Contact, AddressesAreMadeAlike) {
  EXPECT_EQ(email("John.DOE@Gmail.Com"), "john.doe@gmail.com");
  EXPECT_EQ(email("mailto:Ann@Example.org"), "ann@example.org");
  EXPECT_EQ(email(" <Ann@Example.org> "), "ann@example.org");
  EXPECT_EQ(email("ann @ example.org"), "ann@example.org");
  EXPECT_EQ(email("not an address"), "notanaddress");
  EXPECT_EQ(email("<>"), "");
}

TEST(Contact, NumbersKeepTheirDigitsAndTheirCountry) {
  EXPECT_EQ(phone("+49 (30) 123-45.67"), "+49301234567");
  EXPECT_EQ(phone("0049 30 1234567"), "+49301234567");
  EXPECT_EQ(phone("(+49) 30 1234567"), "+49301234567");
  EXPECT_EQ(phone("030/1234567 ext"), "0301234567");
  EXPECT_EQ(phone("unknown"), "");
  EXPECT_EQ(phone("+"), "");
}

TEST(Contact, TextsThatCanBeAddressesAreToldFromThoseThatCannot) {
  for (const std::string_view text : {"a@b.co", "first.last+tag@sub.example.org", "o'neil@example.ie",
                                      "x_y-z@ex-ample.com", "jörg@bücher.de", "1@2.example"}) {
    EXPECT_TRUE(is_email(text)) << text;
  }
  for (const std::string_view text :
       {"", "sophie@gmail", "@example.org", "a@", "a@b@c.de", "a b@c.de", "a..b@c.de", ".a@c.de", "a.@c.de", "a@-c.de",
        "a@c-.de", "a@c..de", "a@.de", "a@c.d", "a@c.12", "plain", "a@c.de ", "<a@c.de>", "a,b@c.de"}) {
    EXPECT_FALSE(is_email(text)) << text;
  }
  EXPECT_FALSE(is_email(std::string(65, 'a') + "@example.org"));
  EXPECT_FALSE(is_email("a@" + std::string(250, 'b') + ".org"));
}

TEST(Contact, TextsThatCanBeTelephoneNumbersAreToldFromThoseThatCannot) {
  for (const std::string_view text : {"+49301234567", "030 123 45 67", "(030) 123-4567", "1234567"}) {
    EXPECT_TRUE(is_phone(text)) << text;
  }
  for (const std::string_view text : {"", "123456", "1234567890123456", "12+34567", "call me 1234567", "+"}) {
    EXPECT_FALSE(is_phone(text)) << text;
  }
}

}  // namespace
}  // namespace c360::values
