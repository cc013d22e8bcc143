#include "c360/engine/values/contact.h"

#include <algorithm>

#include "c360/base/ascii.h"
#include "c360/engine/values/unicode_text.h"

namespace c360::values {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_local_character(char c) {
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~.";
  return is_letter(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

bool is_local_part(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() == '.' || text.back() == '.') return false;
  return text.find("..") == std::string_view::npos && std::all_of(text.begin(), text.end(), is_local_character);
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

bool is_host(std::string_view host) {
  const std::size_t last_dot = host.rfind('.');
  if (last_dot == std::string_view::npos) return false;
  const std::string_view top = host.substr(last_dot + 1);
  if (top.size() < 2 || std::all_of(top.begin(), top.end(), is_digit)) return false;
  while (true) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

void erase_white_space(std::string& text, std::size_t start) {
  std::string kept;
  for (std::size_t position = start; position < text.size();) {
    const std::size_t length = white_space_at(text, position);
    if (length == 0) kept.push_back(text[position]);
    position += std::max<std::size_t>(length, 1);
  }
  text.replace(start, std::string::npos, kept);
}

}  // namespace

void append_email(std::string_view text, std::string& out) {
  const std::size_t start = out.size();
  append_lower(text, out);
  erase_white_space(out, start);
  if (out.size() > start && out[start] == '<' && out.back() == '>') {
    out.pop_back();
    out.erase(start, 1);
  }
  constexpr std::string_view kScheme = "mailto:";
  if (std::string_view(out).substr(start).starts_with(kScheme)) out.erase(start, kScheme.size());
}

void append_phone(std::string_view text, std::string& out) {
  const std::size_t start = out.size();
  text = trim(text);
  const bool plus = text.starts_with('+') || text.starts_with("(+");
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  const bool double_zero = !plus && std::string_view(out).substr(start).starts_with("00");
  if (double_zero) out.erase(start, 2);
  if ((plus || double_zero) && out.size() > start) out.insert(start, 1, '+');
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > 254) return false;
  return is_local_part(text.substr(0, at)) && is_host(text.substr(at + 1));
}

bool is_phone(std::string_view text) {
  constexpr std::string_view kMarks = " .-/()";
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return digits >= 7 && digits <= 15 && std::all_of(text.begin(), text.end(), [&](char c) {
           return is_digit(c) || kMarks.find(c) != std::string_view::npos;
         });
}

}  // namespace c360::values
