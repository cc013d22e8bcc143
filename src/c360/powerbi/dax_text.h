// Pieces of DAX text: the only way names and values get into it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::powerbi {

/// 'Orders'
std::string dax_table(std::string_view table);
/// 'Orders'[amount]
std::string dax_column(std::string_view table, std::string_view column);
/// [Revenue]
std::string dax_measure(std::string_view measure);
/// "a ""b"""
std::string dax_string(std::string_view text);
/// NOT(a)
std::string dax_not(const std::string& condition);
/// NAME(a, b)
std::string dax_call(std::string_view function, const std::vector<std::string>& arguments);

/// Throws Error(kUnsupported): DAX has no words that mean exactly `what`.
[[noreturn]] void refuse_as_inexact(const std::string& what);

}  // namespace c360::powerbi
