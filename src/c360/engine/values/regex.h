// Regular expressions that the user wrote, in RE2's syntax: linear in the text's length whatever the pattern.
#pragma once

#include <memory>
#include <string>

namespace re2 {
class RE2;
}

namespace c360::values {

/// Throws Error(kProject) with RE2's reason for a pattern that is none.
std::unique_ptr<re2::RE2> compile_pattern(const std::string& pattern);

/// The same, and checks that the replacement's \1 … \9 are groups of the pattern.
std::unique_ptr<re2::RE2> compile_replacement(const std::string& pattern, const std::string& replacement);

}  // namespace c360::values
