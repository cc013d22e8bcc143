#include "c360/sql/dialect.h"

namespace c360::sql {

std::string Dialect::qualified(const std::vector<std::string>& name) const {
  std::string text;
  for (const auto& part : name) {
    if (!text.empty()) text += '.';
    text += identifier(part);
  }
  return text;
}

}  // namespace c360::sql
