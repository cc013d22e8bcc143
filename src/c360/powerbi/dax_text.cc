#include "c360/powerbi/dax_text.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "c360/base/error.h"

namespace c360::powerbi {
namespace {

std::string doubled(std::string_view text, char sign) {
  std::string written;
  for (const char c : text) written.append(c == sign ? 2 : 1, c);
  return written;
}

}  // namespace

std::string dax_table(std::string_view table) {
  return "'" + doubled(table, '\'') + "'";
}

std::string dax_column(std::string_view table, std::string_view column) {
  return dax_table(table) + dax_measure(column);
}

std::string dax_measure(std::string_view measure) {
  return "[" + doubled(measure, ']') + "]";
}

std::string dax_string(std::string_view text) {
  return "\"" + doubled(text, '"') + "\"";
}

std::string dax_not(const std::string& condition) {
  return "NOT(" + condition + ")";
}

std::string dax_call(std::string_view function, const std::vector<std::string>& arguments) {
  return fmt::format("{}({})", function, fmt::join(arguments, ", "));
}

void refuse_as_inexact(const std::string& what) {
  throw Error(ErrorCode::kUnsupported, "DAX cannot say exactly: " + what);
}

}  // namespace c360::powerbi
