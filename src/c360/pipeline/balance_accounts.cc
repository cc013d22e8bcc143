#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {

void balance_accounts(const Work& work) {
  for (const lakehouse::RowAccount& a : work.after.accounts) {
    if (a.balances()) continue;
    throw Error(ErrorCode::kInternal,
                fmt::format("the rows of {} do not add up: {} in the source files = {} in bronze + {} malformed; {} in "
                            "bronze = {} in silver + {} exact duplicates + {} older versions + {} quarantined",
                            a.entity, a.source_rows, a.bronze_rows, a.malformed, a.bronze_rows, a.silver_rows,
                            a.exact_duplicates, a.older_versions, a.quarantined),
                "nothing was published; this is a mistake of c360: please report it with these numbers");
  }
}

}  // namespace c360::pipeline
