#include "c360/docs/data_page.h"

#include "c360/base/error.h"
#include "c360/ingest/gzip.h"

namespace c360::docs {
namespace {

constexpr std::string_view kPlace = "@@C360_DATA@@";

/// JSON without "<": it stands only within texts, where \u003c is the same.
void add_inert(std::string_view json, std::string& page) {
  for (const char c : json) {
    if (c == '<') {
      page += "\\u003c";
    } else {
      page += c;
    }
  }
}

}  // namespace

std::string page_with_data(std::string_view packed, std::string_view json) {
  std::string empty;
  ingest::unpack_gzip(packed, "a page of the program", [&](std::string_view piece) { empty += piece; });
  const std::size_t at = empty.find(kPlace);
  if (at == std::string::npos) throw Error(ErrorCode::kInternal, "a page of the program has no place for data");
  std::string page = empty.substr(0, at);
  page.reserve(empty.size() + json.size() + json.size() / 16);
  add_inert(json, page);
  page += std::string_view(empty).substr(at + kPlace.size());
  return page;
}

}  // namespace c360::docs
