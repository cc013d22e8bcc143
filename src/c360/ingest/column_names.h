// A source's column names as a Delta table can hold them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::ingest {

/// Names that Delta tables, and SQL without surprises, can hold, in the order of the header: each of " ,;{}()\n\t=" and
/// any other control character becomes '_', a leading '_' gets 'c' in front (c360's own columns begin with one), an
/// empty name becomes "column" and its position; of names that are equal but for case, the later get "_2", "_3", ….
/// None of them equals one of `taken`, but for case.
std::vector<std::string> delta_names(const std::vector<std::string>& header,
                                     const std::vector<std::string>& taken = {});

/// A name without its letters' case, by the Unicode case folding.
std::string folded(std::string_view name);

/// Equal but for the letters' case.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace c360::ingest
