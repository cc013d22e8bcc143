// Days of the calendar as texts, "2024-03-01".
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace c360::metric {

/// nullopt for a text that is no day.
std::optional<std::chrono::sys_days> read_day(const std::string& text);
/// "2024-03-01"
std::string text_of(std::chrono::sys_days day);
/// The same day so many months later; the last of a month that is shorter.
std::chrono::sys_days months_later(std::chrono::sys_days day, int months);

}  // namespace c360::metric
