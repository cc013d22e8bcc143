// A statement that c360 put together, laid out for people.
#pragma once

#include <string>
#include <string_view>

namespace c360::cli {

/// The same statement with a line for each clause and each query within it set in. Texts, quoted names and comments
/// stay as they are, but for the marks around users' own SQL, which go.
std::string laid_out(std::string_view sql);

}  // namespace c360::cli
