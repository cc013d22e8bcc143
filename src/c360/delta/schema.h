// The schema of a Delta table (PROTOCOL.md, "Schema Serialization Format").
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace c360::delta {

struct Field;

/// A Delta data type: a primitive by its protocol name ("string", "long", "decimal(12,2)", "timestamp_ntz", …), or a
/// struct, array or map.
struct DataType {
  enum class Kind { kPrimitive, kStruct, kArray, kMap };
  Kind kind = Kind::kPrimitive;
  std::string primitive = {};          ///< kPrimitive
  std::vector<Field> fields = {};      ///< kStruct
  std::vector<DataType> element = {};  ///< kArray: one; kMap: key, value
  bool contains_null = true;           ///< kArray: elements; kMap: values

  /// A primitive. Throws Error(kUnsupported) for a name that is not known, Error(kCorrupt) for an impossible decimal.
  static DataType of(std::string name);

  bool operator==(const DataType&) const;
};

struct Field {
  std::string name;
  DataType type;
  bool nullable = true;
  /// Values as JSON text: {"comment", "\"the customer\""}.
  std::map<std::string, std::string> metadata = {};

  bool operator==(const Field&) const;
};

struct Schema {
  std::vector<Field> fields;

  const Field* find(std::string_view name) const;
  std::string to_json() const;
  /// Throws Error(kCorrupt) for what is not a schema, Error(kUnsupported) for a type that is not known.
  static Schema from_json(std::string_view json);

  bool operator==(const Schema&) const;
};

}  // namespace c360::delta
