#include "c360/metric/labels.h"

#include <fmt/core.h>

namespace c360::metric {
namespace {

sql::Type type_of_number(const std::string& number) {
  constexpr int kDigits = 38;
  const std::size_t point = number.find('.');
  return sql::Type::decimal(kDigits, point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1));
}

bool has_point(const std::string& number) {
  return number.find('.') != std::string::npos;
}

/// "2 to 4" for whole numbers from 2 to under 5.
std::string whole_label(const std::string& from, const std::string& to) {
  const long long first = std::stoll(from);
  const long long last = std::stoll(to) - 1;
  return first == last ? from : fmt::format("{} to {}", first, last);
}

}  // namespace

std::vector<std::string> band_labels(const std::vector<std::string>& bands, bool whole) {
  std::vector<std::string> labels{"under " + bands.front()};
  for (std::size_t i = 0; i + 1 < bands.size(); ++i) {
    const bool is_whole = whole && !has_point(bands[i]) && !has_point(bands[i + 1]);
    labels.push_back(is_whole ? whole_label(bands[i], bands[i + 1])
                              : fmt::format("{} to under {}", bands[i], bands[i + 1]));
  }
  labels.push_back(bands.back() + " and more");
  return labels;
}

sql::Expr band_number(const sql::Expr& value, const std::vector<std::string>& bands) {
  const sql::Type bigint{sql::TypeKind::kBigint};
  std::vector<std::pair<sql::Expr, sql::Expr>> branches{{sql::is_null(value), sql::null_of(bigint)}};
  for (std::size_t i = 0; i < bands.size(); ++i)
    branches.emplace_back(sql::less(value, sql::literal(bands[i], type_of_number(bands[i]))),
                          sql::literal(static_cast<std::int64_t>(i)));
  return sql::case_when(std::move(branches), sql::literal(static_cast<std::int64_t>(bands.size())));
}

std::vector<std::string> day_labels(int first_day) {
  const std::vector<std::string> days = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < days.size(); ++i)
    labels.push_back(days[(static_cast<std::size_t>(first_day) - 1 + i) % days.size()]);
  return labels;
}

sql::Expr label_of_number(const sql::Expr& number, const std::vector<std::string>& labels, int first) {
  std::vector<std::pair<sql::Expr, sql::Expr>> branches;
  for (std::size_t i = 0; i < labels.size(); ++i)
    branches.emplace_back(sql::equal(number, sql::literal(static_cast<std::int64_t>(i) + first)),
                          sql::literal(labels[i]));
  return sql::case_when(std::move(branches), sql::null_of({sql::TypeKind::kString}));
}

}  // namespace c360::metric
