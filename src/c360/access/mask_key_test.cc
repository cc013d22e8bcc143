#include "c360/access/mask_key.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/secrets.h"

namespace c360::access {
namespace {

TEST(MaskKeyTest, IsMadeOnceForALakehouse) {
  const TemporaryDirectory folder, other_folder;
  const auto lake = storage::open_local_store(folder.path()), other = storage::open_local_store(other_folder.path());
  const std::string key = mask_key(*lake);
  EXPECT_EQ(key.size(), KeyedHash::kKeyBytes);
  EXPECT_EQ(mask_key(*lake), key);
  EXPECT_NE(mask_key(*other), key);
}

TEST(MaskKeyTest, ADamagedOneIsTold) {
  const TemporaryDirectory folder;
  const auto lake = storage::open_local_store(folder.path());
  lake->put("_c360/mask_key", "short");
  EXPECT_THROW(mask_key(*lake), Error);
}

}  // namespace
}  // namespace c360::access
