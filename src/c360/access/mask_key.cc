#include "c360/access/mask_key.h"

#include "c360/base/error.h"
#include "c360/base/secrets.h"

namespace c360::access {
namespace {

constexpr const char* kPath = "_c360/mask_key";

}  // namespace

std::string mask_key(storage::ObjectStore& lake) {
  auto key = lake.get(kPath);
  if (!key) {
    lake.put_if_absent(kPath, random_bytes(KeyedHash::kKeyBytes));
    key = lake.get(kPath);  // another's, if two made one at once
  }
  if (key && key->size() == KeyedHash::kKeyBytes) return *key;
  throw Error(ErrorCode::kCorrupt, "the key of the masks is damaged: " + lake.display(kPath),
              "remove the file: a new key is made, and masks will be others than before");
}

}  // namespace c360::access
