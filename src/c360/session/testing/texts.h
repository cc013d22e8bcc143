// The rows of a result as texts.
#pragma once

#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/engine/engine.h"

namespace c360::session::testing {

/// One text a row, columns joined by '|'.
inline std::vector<std::string> texts(engine::Result& result) {
  std::vector<std::string> rows;
  while (const auto chunk = result.next()) {
    for (std::size_t r = 0; r < chunk->rows(); ++r) {
      std::string& row = rows.emplace_back();
      for (std::size_t c = 0; c < result.columns().size(); ++c) {
        row += (c == 0 ? "" : "|") + (chunk->is_null(c, r) ? "NULL" : chunk->display(c, r));
      }
    }
  }
  return rows;
}

}  // namespace c360::session::testing
