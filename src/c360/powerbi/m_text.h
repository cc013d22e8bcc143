// Power Query's M, as far as exports write it: where a table's rows come from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::powerbi {

/// A text literal: "a ""b""".
std::string m_text(std::string_view text);

/// A name as M takes it: Orders, or #"my orders".
std::string m_name(std::string_view name);

}  // namespace c360::powerbi
