#include "c360/docs/page.h"

#include <string_view>

#include "c360/base/error.h"
#include "c360/ingest/gzip.h"

// Of the file that web/build.mjs made, put into the program by cmake/EmbedWeb.cmake.
extern "C" const char c360_web_docs[];
extern "C" const char c360_web_docs_end[];

namespace c360::docs {
namespace {

constexpr std::string_view kPlace = "@@C360_DATA@@";

std::string unpacked() {
  std::string page;
  const std::string_view packed(c360_web_docs, static_cast<std::size_t>(c360_web_docs_end - c360_web_docs));
  ingest::unpack_gzip(packed, "the page of c360 docs", [&](std::string_view piece) { page += piece; });
  return page;
}

/// JSON without "<": it stands only within texts, where \u003c is the same.
std::string inert(const nlohmann::ordered_json& json) {
  const std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string result;
  result.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    if (c == '<') {
      result += "\\u003c";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

std::string page_of(const nlohmann::ordered_json& documentation) {
  const std::string page = unpacked();
  const std::size_t at = page.find(kPlace);
  if (at == std::string::npos) throw Error(ErrorCode::kInternal, "the page of c360 docs has no place for data");
  return page.substr(0, at) + inert(documentation) + page.substr(at + kPlace.size());
}

}  // namespace c360::docs
