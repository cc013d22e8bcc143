// "Did you mean …?" for misspelt names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace c360 {

/// The candidate that `wrong` was most likely meant to be (optimal string alignment distance, case ignored), or
/// nothing where none is near enough: at most a third of the word's letters may differ.
std::optional<std::string> closest(std::string_view wrong, const std::vector<std::string>& candidates);

/// "did you mean 'customers'?", or "expected one of a, b, c" where nothing is near.
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates);

}  // namespace c360
