#include "c360/cli/terminal.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>

#include "c360/base/local_files.h"

namespace c360::cli {

bool is_terminal(std::FILE* stream) {
  return ::isatty(::fileno(stream)) == 1;
}

std::size_t terminal_width(std::FILE* stream) {
  winsize size{};
  const bool known = ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

void flush_output() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
  throw_errno("write", "standard output", errno);
}

Style::Style(std::FILE* stream) : on_(is_terminal(stream) && std::getenv("NO_COLOR") == nullptr) {}

std::string Style::paint(std::string_view code, std::string_view text) const {
  return on_ ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

std::string grouped(long long number) {
  std::string digits = std::to_string(number).substr(number < 0 ? 1 : 0);
  for (long at = static_cast<long>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return number < 0 ? "-" + digits : digits;
}

std::string duration(double seconds) {
  if (seconds < 0.9995) return fmt::format("{:.0f} ms", seconds * 1000);
  if (seconds < 59.95) return fmt::format("{:.1f} s", seconds);
  const long whole = std::lround(seconds);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

std::string counted(long long number, std::string_view thing) {
  return fmt::format("{} {}{}", grouped(number), thing, number == 1 ? "" : "s");
}

std::string time_text(Micros time) {
  std::string text = format_utc(time).substr(0, 19);
  text[10] = ' ';
  return text + " UTC";
}

std::string age_text(std::int64_t seconds) {
  constexpr std::int64_t kMinute = 60, kHour = 3600, kDay = 86400;
  if (seconds >= 2 * kDay) return counted(seconds / kDay, "day");
  if (seconds >= 2 * kHour) return counted(seconds / kHour, "hour");
  return counted(seconds / kMinute, "minute");
}

}  // namespace c360::cli
