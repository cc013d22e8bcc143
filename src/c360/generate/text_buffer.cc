#include "c360/generate/text_buffer.h"

#include <charconv>

namespace c360::generate {

void append_number(std::int64_t number, std::string& out) {
  char digits[24];
  out.append(digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, number).ptr - digits));
}

void append_padded(std::int64_t number, int width, std::string& out) {
  char digits[24];
  const char* end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  for (auto missing = width - static_cast<int>(end - digits); missing > 0; --missing) out.push_back('0');
  out.append(digits, static_cast<std::size_t>(end - digits));
}

void append_money(std::int64_t cents, std::string& out) {
  if (cents < 0) out.push_back('-');
  const std::int64_t size = cents < 0 ? -cents : cents;
  append_number(size / 100, out);
  out.push_back('.');
  append_padded(size % 100, 2, out);
}

void append_date(Civil date, char separator, std::string& out) {
  append_padded(date.year, 4, out);
  if (separator != '\0') out.push_back(separator);
  append_padded(date.month, 2, out);
  if (separator != '\0') out.push_back(separator);
  append_padded(date.day, 2, out);
}

void append_time_of_day(std::int64_t second, std::string& out) {
  append_padded(second / 3600, 2, out);
  out.push_back(':');
  append_padded(second / 60 % 60, 2, out);
  out.push_back(':');
  append_padded(second % 60, 2, out);
}

std::string money_text(std::int64_t cents) {
  std::string text;
  append_money(cents, text);
  return text;
}

std::string date_text(std::int64_t days) {
  std::string text;
  append_date(civil_of(days), '-', text);
  return text;
}

}  // namespace c360::generate
