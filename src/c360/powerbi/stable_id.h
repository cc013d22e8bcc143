// Identifiers that stay the same from export to export, so that Git shows only real changes.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace c360::powerbi {

/// A UUID (version 8, RFC 9562) that is a function of its parts: the kind of thing, and the names that lead to it.
std::string stable_uuid(std::initializer_list<std::string_view> parts);

/// 20 hexadecimal digits that are a function of the parts, as Power BI names pages and visuals.
std::string stable_name(std::initializer_list<std::string_view> parts);

/// A name that can be a file's on Windows too: signs that it has a use for are '_', and a name that was changed has
/// digits of its own behind it.
std::string file_name(std::string_view name);

}  // namespace c360::powerbi
