// The terminal, if there is one: colour, width, progress.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "c360/base/clock.h"

namespace c360::cli {

bool is_terminal(std::FILE* stream);
/// In columns; 80 where it cannot be known.
std::size_t terminal_width(std::FILE* stream);

/// Writes out what is left of standard output. Throws Error(kNoSpace or kIo) where it, or anything before, could not be
/// written.
void flush_output();

/// Colours for a stream: none where it is no terminal or NO_COLOR is set.
class Style {
 public:
  explicit Style(std::FILE* stream);
  std::string red(std::string_view text) const { return paint("31", text); }
  std::string green(std::string_view text) const { return paint("32", text); }
  std::string yellow(std::string_view text) const { return paint("33", text); }
  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string dim(std::string_view text) const { return paint("2", text); }

 private:
  std::string paint(std::string_view code, std::string_view text) const;
  bool on_;
};

/// "1,234,567".
std::string grouped(long long number);
/// "1.2 s", "850 ms", "3 min 20 s".
std::string duration(double seconds);
/// "1 file", "12 files".
std::string counted(long long number, std::string_view thing);
/// "2024-05-31 08:15:00 UTC".
std::string time_text(Micros time);

/// A span of time in its greatest whole unit, for people: "45 minutes", "36 hours", "3 days".
std::string age_text(std::int64_t seconds);

}  // namespace c360::cli
