#include "c360/docs/page.h"

#include "c360/docs/data_page.h"

// Of the file that web/build.mjs made, put into the program by cmake/EmbedWeb.cmake.
extern "C" const char c360_web_docs[];
extern "C" const char c360_web_docs_end[];

namespace c360::docs {

std::string page_of(const nlohmann::ordered_json& documentation) {
  const std::string_view packed(c360_web_docs, static_cast<std::size_t>(c360_web_docs_end - c360_web_docs));
  return page_with_data(packed, documentation.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace c360::docs
