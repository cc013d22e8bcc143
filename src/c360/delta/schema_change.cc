#include "c360/delta/schema_change.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"

namespace c360::delta {
namespace {

[[noreturn]] void refuse_metadata(const std::string& table, std::string_view why, std::string hint = {}) {
  throw Error(ErrorCode::kProject, fmt::format("{}: {}", table, why), std::move(hint));
}

void check_type(const std::string& table, const DataType& type);

void check_fields(const std::string& table, const std::vector<Field>& fields) {
  std::set<std::string> names;
  for (const Field& field : fields) {
    if (field.name.empty()) refuse_metadata(table, "a column has no name");
    if (field.name.find_first_of(" ,;{}()\n\t=") != std::string::npos) {
      refuse_metadata(table, fmt::format("a Delta table cannot hold a column named '{}'", field.name),
                      "use no spaces and none of ,;{}()= in column names");
    }
    if (!names.insert(to_lower(field.name)).second) {
      refuse_metadata(table, fmt::format("two columns are named '{}' if case is ignored", field.name));
    }
    check_type(table, field.type);
  }
}

void check_type(const std::string& table, const DataType& type) {
  check_fields(table, type.fields);
  for (const DataType& element : type.element) check_type(table, element);
}

void check_field_change(const std::string& table, const std::string& path, const Field& before, const Field& after);

void check_fields_change(const std::string& table, const std::string& path, const std::vector<Field>& before,
                         const std::vector<Field>& after) {
  const auto named = [](const std::vector<Field>& fields, const std::string& name) {
    return std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  };
  for (const Field& field : before) {
    const auto found = named(after, field.name);
    if (found == after.end()) refuse_metadata(table, fmt::format("column '{}{}' cannot be dropped", path, field.name));
    check_field_change(table, path + field.name, field, *found);
  }
  for (const Field& field : after) {
    if (named(before, field.name) != before.end() || field.nullable) continue;
    refuse_metadata(table, fmt::format("the new column '{}{}' is required, but the rows there are have no value for it",
                                       path, field.name));
  }
}

void check_type_change(const std::string& table, const std::string& path, const DataType& before,
                       const DataType& after) {
  if (before.kind != after.kind || before.primitive != after.primitive) {
    refuse_metadata(table, fmt::format("column '{}' cannot change its type", path));
  }
  if (before.contains_null && !after.contains_null) {
    refuse_metadata(table, fmt::format("column '{}' holds nulls inside and cannot forbid them", path));
  }
  check_fields_change(table, path + ".", before.fields, after.fields);
  for (std::size_t i = 0; i < before.element.size(); ++i) {
    check_type_change(table, path + "[]", before.element[i], after.element[i]);
  }
}

void check_field_change(const std::string& table, const std::string& path, const Field& before, const Field& after) {
  if (before.nullable && !after.nullable) {
    refuse_metadata(table, fmt::format("column '{}' cannot become required: there may be rows without a value", path));
  }
  check_type_change(table, path, before.type, after.type);
}

}  // namespace

void check_metadata(const std::string& table, const Metadata& metadata) {
  check_fields(table, metadata.schema.fields);
  for (const std::string& name : metadata.partition_columns) {
    const Field* field = metadata.schema.find(name);
    if (field == nullptr) refuse_metadata(table, fmt::format("the partition column '{}' is not in the schema", name));
    if (field->type.kind != DataType::Kind::kPrimitive) {
      refuse_metadata(table, fmt::format("'{}' has a nested type and cannot partition a table", name));
    }
  }
  const bool partitioned = !metadata.partition_columns.empty();
  if (partitioned && metadata.partition_columns.size() >= metadata.schema.fields.size()) {
    refuse_metadata(table, "all columns are partition columns: at least one must be stored in the files");
  }
}

void check_metadata_change(const std::string& table, const Metadata& before, const Metadata& after) {
  if (before.partition_columns != after.partition_columns) refuse_metadata(table, "partition columns cannot change");
  check_fields_change(table, "", before.schema.fields, after.schema.fields);
}

}  // namespace c360::delta
