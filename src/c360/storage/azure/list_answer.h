// One page of what a container holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/storage/object_store.h"

namespace c360::storage::azure {

struct ListPage {
  std::vector<ObjectInfo> blobs;  ///< by their names in the container; folders are left out
  std::string next_marker;        ///< where the next page begins; empty: this is the last
};

/// Reads the answer of List Blobs (with include=metadata, which tells folders of a hierarchical namespace). Throws
/// Error(kCorrupt) for what is none.
ListPage read_list_page(std::string_view document);

}  // namespace c360::storage::azure
