// A page of one file that web/one_page.mjs made, with its data: it loads nothing.
#pragma once

#include <string>
#include <string_view>

namespace c360::docs {

/// The page, of its gzip, with a text of JSON where its data goes. Nothing in the data can become markup or script: the
/// page's policy lets only its own script run, and every "<" of the data is escaped. Throws Error(kInternal) for bytes
/// that are no such page.
std::string page_with_data(std::string_view packed, std::string_view json);

}  // namespace c360::docs
