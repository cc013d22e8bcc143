#include "c360/ingest/json/json_columns.h"

#include <fmt/format.h>

#include "c360/base/error.h"

namespace c360::ingest {

JsonColumns::JsonColumns(std::vector<std::string> names) : names_(std::move(names)) {
  for (std::size_t at = 0; at < names_.size(); ++at) places_.emplace(names_[at], at);
}

void JsonColumns::add(const std::vector<JsonField>& fields, const std::string& file) {
  for (const JsonField& field : fields) {
    if (find(field.name) != kNone) continue;
    if (names_.size() == kMostJsonColumns) {
      throw Error(ErrorCode::kData,
                  fmt::format("the records of {} have more than {} different fields together", file, kMostJsonColumns),
                  "are some of their names data, such as dates or ids? nest them in one field, without `flatten:`");
    }
    places_.emplace(field.name, names_.size());
    names_.emplace_back(field.name);
  }
}

std::size_t JsonColumns::find(std::string_view name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? kNone : found->second;
}

}  // namespace c360::ingest
