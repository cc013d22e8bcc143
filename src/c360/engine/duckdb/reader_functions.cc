// The readers of sql/functions.h as functions of the engine: each row's text goes through one values::ValueReader.
#include <array>
#include <charconv>
#include <memory>
#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/native_functions.h"
#include "c360/engine/values/contact.h"
#include "c360/engine/values/value_reader.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

using sql::Type;
using sql::TypeKind;
using values::Reading;
using values::ValueReader;
namespace fn = sql::fn;

using SharedReader = std::shared_ptr<const ValueReader>;

SharedReader reader_of(const std::vector<std::string>& constants) {
  return std::make_shared<const ValueReader>(values::ValueSpec::from_text(constants.at(0)));
}

std::optional<std::string_view> raw_text(const TextArguments& arguments, std::size_t row) {
  return arguments.is_null(row) ? std::nullopt : std::optional(arguments.text(row));
}

/// Calls `each(row, reading)` for every row.
template <typename Each>
void read_rows(const ValueReader& reader, const TextArguments& arguments, Each each) {
  static thread_local values::CleaningBuffers buffers;
  for (std::size_t row = 0; row < arguments.rows(); ++row) each(row, reader.read(raw_text(arguments, row), buffers));
}

using Setter = void (*)(ScalarResults&, std::size_t, const values::Value&);

void set_text(ScalarResults& out, std::size_t row, const values::Value& value) {
  out.set_text(row, value.text);
}
void set_double(ScalarResults& out, std::size_t row, const values::Value& value) {
  out.set_double(row, value.real);
}
void set_decimal(ScalarResults& out, std::size_t row, const values::Value& value) {
  out.set_decimal(row, value.number);
}
void set_boolean(ScalarResults& out, std::size_t row, const values::Value& value) {
  out.set_boolean(row, value.number != 0);
}
void set_bigint(ScalarResults& out, std::size_t row, const values::Value& value) {
  out.set_bigint(row, static_cast<std::int64_t>(value.number));
}
void set_integer(ScalarResults& out, std::size_t row, const values::Value& value) {
  out.set_integer(row, static_cast<std::int32_t>(value.number));
}

template <Setter kSet>
ScalarKernel value_kernel(const std::vector<std::string>& constants) {
  return [reader = reader_of(constants)](const TextArguments& arguments, ScalarResults& out) {
    read_rows(*reader, arguments, [&out](std::size_t row, const Reading& reading) {
      if (reading.good()) {
        kSet(out, row, reading.value);
      } else {
        out.set_null(row);
      }
    });
  };
}

ScalarKernel passes_kernel(const std::vector<std::string>& constants) {
  return [reader = reader_of(constants)](const TextArguments& arguments, ScalarResults& out) {
    read_rows(*reader, arguments,
              [&out](std::size_t row, const Reading& reading) { out.set_boolean(row, reading.broken == 0); });
  };
}

ScalarKernel broken_rule_kernel(const std::vector<std::string>& constants) {
  const values::Rule rule = values::rule_of(constants.at(1));
  SharedReader reader = reader_of(constants);
  std::string reason = constants[1] + "(" + reader->spec().column + ")";
  return [reader = std::move(reader), rule, reason = std::move(reason)](const TextArguments& arguments,
                                                                        ScalarResults& out) {
    read_rows(*reader, arguments, [&](std::size_t row, const Reading& reading) {
      if (values::breaks(reading.broken, rule)) {
        out.set_text(row, reason);
      } else {
        out.set_null(row);
      }
    });
  };
}

ScalarKernel explain_kernel(const std::vector<std::string>& constants) {
  return [reader = reader_of(constants)](const TextArguments& arguments, ScalarResults& out) {
    values::CleaningBuffers buffers;
    for (std::size_t row = 0; row < arguments.rows(); ++row) {
      const std::string sentence = reader->explain(raw_text(arguments, row), buffers);
      if (sentence.empty()) {
        out.set_null(row);
      } else {
        out.set_text(row, sentence);
      }
    }
  };
}

using Test = bool (*)(std::string_view);

/// NULL for NULL, like every test of a text.
template <Test kTest>
ScalarKernel test_kernel(const std::vector<std::string>&) {
  return [](const TextArguments& arguments, ScalarResults& out) {
    for (std::size_t row = 0; row < arguments.rows(); ++row) {
      if (arguments.is_null(row)) {
        out.set_null(row);
      } else {
        out.set_boolean(row, kTest(arguments.text(row)));
      }
    }
  };
}

struct Entry {
  std::string_view name;
  std::size_t constants;
  TypeKind result;
  ScalarKernel (*bind)(const std::vector<std::string>&);
};

constexpr std::array<Entry, 13> kFunctions = {{
    {fn::kReadString, 1, TypeKind::kString, value_kernel<set_text>},
    {fn::kReadBigint, 1, TypeKind::kBigint, value_kernel<set_bigint>},
    {fn::kReadInteger, 1, TypeKind::kInteger, value_kernel<set_integer>},
    {fn::kReadDouble, 1, TypeKind::kDouble, value_kernel<set_double>},
    {fn::kReadBoolean, 1, TypeKind::kBoolean, value_kernel<set_boolean>},
    {fn::kReadDate, 1, TypeKind::kDate, value_kernel<set_integer>},
    {fn::kReadTimestamp, 1, TypeKind::kTimestamp, value_kernel<set_bigint>},
    {fn::kReadDatetime, 1, TypeKind::kDatetime, value_kernel<set_bigint>},
    {fn::kPassesRules, 1, TypeKind::kBoolean, passes_kernel},
    {fn::kBrokenRule, 2, TypeKind::kString, broken_rule_kernel},
    {fn::kExplainValue, 1, TypeKind::kString, explain_kernel},
    {fn::kIsEmail, 0, TypeKind::kBoolean, test_kernel<values::is_email>},
    {fn::kIsPhone, 0, TypeKind::kBoolean, test_kernel<values::is_phone>},
}};

/// "read_decimal_12_2" → decimal(12,2).
std::optional<Type> decimal_of(std::string_view name) {
  const std::string start = std::string(fn::kReadDecimal) + "_";
  if (!name.starts_with(start)) return std::nullopt;
  int precision = 0;
  int scale = 0;
  const char* end = name.data() + name.size();
  const auto first = std::from_chars(name.data() + start.size(), end, precision);
  if (first.ptr == end || *first.ptr != '_') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, scale);
  if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
  return Type::decimal(precision, scale);
}

}  // namespace

std::optional<ScalarFunction> native_function(const std::string& name) {
  if (const std::optional<Type> decimal = decimal_of(name)) {
    return ScalarFunction{name, 1, *decimal, value_kernel<set_decimal>};
  }
  for (const Entry& entry : kFunctions) {
    if (entry.name == name) return ScalarFunction{name, entry.constants, {entry.result}, entry.bind};
  }
  return std::nullopt;
}

std::vector<std::string> functions_for_users() {
  return {std::string(fn::kIsEmail), std::string(fn::kIsPhone)};
}

}  // namespace c360::engine
