#include "c360/generate/dirt.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "c360/generate/text_buffer.h"

namespace c360::generate::dirt {
namespace {

using Texts = std::span<const std::string_view>;

constexpr std::string_view kNoBreakSpace = "\xc2\xa0";
constexpr std::array<std::string_view, 15> kNullTokens = {
    "", "", "", "NA", "na", "Na", "N/A", "n/a", "N/a", "null", "NULL", "Null", " ", "\t", "\xc2\xa0NA "};
constexpr std::array<std::string_view, 6> kWhiteSpace = {" ", "  ", "\t", kNoBreakSpace, " \t", "   "};
constexpr std::array<std::string_view, 10> kBadDates = {"31-02-2023", "2023-02-30",         "2023-13-01", "20231301",
                                                        "yesterday",  "5-1-2024",           "01/02/2024", "24-01-05",
                                                        "2023/00/10", "2023-06-15 25:00:00"};
constexpr std::array<std::string_view, 6> kBadTimes = {"2025-02-30 10:00:00", "31-02-2025 10:00:00",
                                                       "yesterday",           "2025-01-01 25:00:00",
                                                       "01/02/2025 10:00:00", "2025-01-01 10:61:00"};
constexpr std::array<std::string_view, 7> kBadMoney = {"EUR 12",         "1e3",   "1_000", "twelve",
                                                       "99999999999.99", "1.2.3", "$12.50"};
constexpr std::array<std::string_view, 6> kBadCounts = {"12.5", "1e3", "99999999999", "ten", "1_000", "12 min"};
constexpr std::int64_t kSecondsPerDay = 86'400;

std::string_view pick(Texts texts, Random& random) {
  return texts[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(texts.size())))];
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void append_unreadable_id(std::int64_t value, Random& random, std::string& out) {
  switch (random.below(5)) {
    case 0:
      out += "C-";
      return append_number(value, out);
    case 1:
      append_number(value, out);
      out += ".5";
      return;
    case 2:
      append_number(value, out);
      out.push_back('x');
      return;
    case 3:
      append_number(value, out);
      out += "_000";
      return;
    default:
      out += "9999999999999999999";  // beyond 64 bits, whatever follows
      append_number(value, out);
  }
}

void append_unreadable_money(std::int64_t cents, Random& random, std::string& out) {
  const std::int64_t choice = random.below(9);
  if (choice >= 2) {
    out += pick(kBadMoney, random);
    return;
  }
  append_money(cents, out);
  if (choice == 0) {
    out[out.size() - 3] = ',';
  } else {
    append_number(1 + random.below(9), out);  // a third decimal
  }
}

void append_day(Civil date, std::int64_t format, std::string& out) {
  if (format == 2) {
    append_padded(date.day, 2, out);
    out.push_back('-');
    append_padded(date.month, 2, out);
    out.push_back('-');
    return append_padded(date.year, 4, out);
  }
  generate::append_date(date, format == 1 ? '/' : format == 3 ? '\0' : '-', out);
}

}  // namespace

void append_null_token(Random& random, std::string& out) {
  out += pick(kNullTokens, random);
}

void pad(Random& random, std::string& text) {
  const std::int64_t where = random.below(3);
  if (where != 1) text.insert(0, pick(kWhiteSpace, random));
  if (where != 0) text += pick(kWhiteSpace, random);
}

void stretch(Random& random, std::string& text) {
  const std::size_t blank = text.find(' ');
  if (blank != std::string::npos) text.insert(blank, pick(kWhiteSpace, random));
}

void change_case(Random& random, std::string& text) {
  const std::int64_t how = random.below(3);
  for (char& c : text) {
    if (!is_letter(c)) continue;
    const bool up = how == 0 || (how == 2 && random.chance(500'000));
    c = static_cast<char>(up ? c & ~0x20 : c | 0x20);
  }
}

void disturb(Random& random, std::string& text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string::npos) return;
  const std::int64_t how = random.below(4);
  if (how == 0) text[blank] = '\n';
  if (how == 1) text.insert(blank, ",");
  if (how == 2) text.insert(blank, " \"Sunny\"");
  if (how == 3) text.insert(0, "\"").insert(blank + 1, "\"");
}

void append_unreadable(Kind kind, std::int64_t value, Random& random, std::string& out) {
  if (kind == Kind::kMoney) return append_unreadable_money(value, random, out);
  if (kind == Kind::kCount) out += pick(kBadCounts, random);
  if (kind == Kind::kDate) out += pick(kBadDates, random);
  if (kind == Kind::kTime) out += pick(kBadTimes, random);
  if (kind == Kind::kId || kind == Kind::kReference) append_unreadable_id(value, random, out);
}

void append_date(std::int64_t days, std::int64_t format, Random& random, std::string& out) {
  append_day(civil_of(days), format, out);
  if (format != 4) return;
  out.push_back(' ');
  append_time_of_day(random.below(kSecondsPerDay), out);
}

void append_time(std::int64_t seconds, std::int64_t format, std::string& out) {
  append_day(civil_of(seconds / kSecondsPerDay), format, out);
  out.push_back(format == 4 ? 'T' : ' ');
  append_time_of_day(seconds % kSecondsPerDay, out);
}

}  // namespace c360::generate::dirt
