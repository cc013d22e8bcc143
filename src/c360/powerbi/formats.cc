#include "c360/powerbi/formats.h"

#include <array>
#include <utility>

#include "c360/project/column_types.h"

namespace c360::powerbi {
namespace {

using project::ColumnRole;
using project::ValueFormat;
using sql::TypeKind;

std::string sign_of(const std::string& currency) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kSigns = {{{"EUR", "€"},
                                                                                            {"USD", "$"},
                                                                                            {"GBP", "£"},
                                                                                            {"JPY", "¥"},
                                                                                            {"CNY", "¥"},
                                                                                            {"INR", "₹"},
                                                                                            {"KRW", "₩"},
                                                                                            {"BRL", "R$"},
                                                                                            {"PLN", "zł"},
                                                                                            {"CZK", "Kč"}}};
  for (const auto& [code, sign] : kSigns)
    if (currency == code) return std::string(sign);
  return currency;
}

/// Languages that write the sign in front.
bool sign_comes_first(const std::string& locale) {
  const std::string language = locale.substr(0, locale.find('-'));
  return language == "en" || language == "ja" || language == "zh" || language == "ko" || language == "hi" ||
         locale == "pt-BR" || locale == "nl-NL" || locale == "de-CH" || locale == "de-AT";
}

std::string number_format(int decimals) {
  return decimals == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(decimals), '0');
}

std::string moment_format(const sql::Type& type) {
  return type.kind == TypeKind::kDate ? "yyyy-mm-dd" : "yyyy-mm-dd hh:nn:ss";
}

}  // namespace

std::string currency_format(const std::string& currency, const std::string& locale, int decimals) {
  const std::string number = number_format(decimals);
  const std::string sign = sign_of(currency);
  if (sign.empty()) return number;
  const bool code = sign == currency;
  if (sign_comes_first(locale)) return "\"" + sign + (code ? " " : "") + "\"" + number;
  return number + "\" " + sign + "\"";
}

std::string measure_format(const project::Measure& measure, const sql::Type& type, const std::string& currency,
                           const std::string& locale) {
  switch (measure.format) {
    case ValueFormat::kCurrency:
      return currency_format(currency, locale, measure.decimals.value_or(2));
    case ValueFormat::kPercent: {
      const int decimals = measure.decimals.value_or(1);
      return (decimals == 0 ? "0" : "0." + std::string(static_cast<std::size_t>(decimals), '0')) + "%";
    }
    case ValueFormat::kDuration:
      return number_format(measure.decimals.value_or(type.kind == TypeKind::kDecimal ? type.scale > 0 : 0)) + "\" s\"";
    case ValueFormat::kDate:
      return moment_format(type);
    case ValueFormat::kText:
      return {};
    case ValueFormat::kNumber:
      return number_format(measure.decimals.value_or(type.kind == TypeKind::kDecimal && type.scale > 0 ? 2 : 0));
  }
  return {};
}

std::string column_format(const sql::Type& type, ColumnRole role, const std::string& currency,
                          const std::string& locale) {
  if (project::is_moment(type)) return moment_format(type);
  if (role == ColumnRole::kAmount || role == ColumnRole::kPrice) return currency_format(currency, locale);
  if (type.kind == TypeKind::kDecimal) return number_format(type.scale);
  const bool whole = type.kind == TypeKind::kBigint || type.kind == TypeKind::kInteger ||
                     type.kind == TypeKind::kSmallint || type.kind == TypeKind::kTinyint;
  return whole ? "0" : "";
}

}  // namespace c360::powerbi
