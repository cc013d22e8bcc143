#include "c360/customer/packing.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::customer {
namespace {

TEST(Packing, GivesBackWhatWasPutIn) {
  const std::string any("\0 \xff'\n", 5);
  Packer packer;
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, UINT64_MAX})
    packer.number(number);
  packer.text(any);
  packer.maybe(std::nullopt);
  packer.maybe("");
  packer.maybe(any);
  Unpacker unpacker(packer.bytes());
  EXPECT_EQ(unpacker.number(), 0U);
  EXPECT_EQ(unpacker.number(), 127U);
  EXPECT_EQ(unpacker.number(), 128U);
  EXPECT_EQ(unpacker.number(), UINT64_MAX);
  EXPECT_EQ(unpacker.text(), any);
  EXPECT_EQ(unpacker.maybe(), std::nullopt);
  EXPECT_EQ(unpacker.maybe(), "");
  EXPECT_EQ(unpacker.maybe(), any);
  EXPECT_TRUE(unpacker.at_end());
}

TEST(Packing, EndsWithAnErrorAtEveryCut) {
  Packer packer;
  packer.number(300);
  packer.text("text");
  packer.maybe("more");
  for (std::size_t size = 0; size < packer.bytes().size(); ++size) {
    Unpacker unpacker(std::string_view(packer.bytes()).substr(0, size));
    EXPECT_THROW(
        {
          unpacker.number();
          unpacker.text();
          unpacker.maybe();
        },
        Error)
        << size;
  }
  EXPECT_THROW(Unpacker("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff").number(), Error);
}

}  // namespace
}  // namespace c360::customer
