#include "c360/contract/column_match.h"

#include <algorithm>
#include <vector>

#include "c360/base/suggest.h"
#include "c360/contract/row_columns.h"
#include "c360/engine/values/unicode_text.h"

namespace c360::contract {
namespace {

std::string folded(std::string_view text) {
  std::string out;
  values::append_folded(text, out);
  return out;
}

const delta::Field* find_field(const delta::Schema& schema, const std::string& wanted) {
  const std::vector<std::string> raw = raw_columns(schema);
  const auto find = [&](auto matches) -> const delta::Field* {
    for (const std::string& name : raw) {
      const delta::Field* field = schema.find(name);
      if (matches(*field)) return field;
    }
    return nullptr;
  };
  const std::string wanted_folded = folded(wanted);
  if (const auto* field = find([&](const delta::Field& f) { return source_name(f) == wanted; })) return field;
  if (const auto* field = find([&](const delta::Field& f) { return f.name == wanted; })) return field;
  if (const auto* field = find([&](const delta::Field& f) { return folded(source_name(f)) == wanted_folded; }))
    return field;
  return find([&](const delta::Field& f) { return folded(f.name) == wanted_folded; });
}

std::vector<std::string> source_names(const delta::Schema& schema) {
  std::vector<std::string> names;
  for (const std::string& name : raw_columns(schema)) names.push_back(source_name(*schema.find(name)));
  return names;
}

}  // namespace

std::optional<std::string> bronze_column(const project::Contract& contract, const project::ColumnSpec& column,
                                         const delta::Schema& bronze_schema) {
  const std::string& wanted = column.from.empty() ? column.name : column.from;
  if (const delta::Field* field = find_field(bronze_schema, wanted)) return field->name;
  const bool in_key = std::find(contract.key.begin(), contract.key.end(), column.name) != contract.key.end();
  if ((!column.required && !in_key) || column.default_value) return std::nullopt;
  throw Error(ErrorCode::kData,
              contract.entity + ": the source '" + contract.from + "' has no column '" + wanted + "', which '" +
                  column.name + "' requires",
              did_you_mean(wanted, source_names(bronze_schema)), column.where);
}

}  // namespace c360::contract
