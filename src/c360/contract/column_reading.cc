#include "c360/contract/column_reading.h"

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/sql/functions.h"

namespace c360::contract {
namespace {

using sql::TypeKind;
using values::Rule;
namespace fn = sql::fn;

values::NumberNotation notation(const project::ColumnSpec& column) {
  values::NumberNotation made;
  made.decimal_separator = column.decimal_separator.value_or('.');
  made.thousands_separator = column.thousands_separator.value_or('\0');
  made.prefix = column.prefix.value_or("");
  made.round = column.round;
  return made;
}

/// The same reading without the rules that judge a value that can be read.
values::ValueSpec lenient(values::ValueSpec spec) {
  spec.min.reset();
  spec.max.reset();
  spec.max_length.reset();
  spec.pattern.reset();
  spec.accepted.clear();
  return spec;
}

std::string_view reader_function(TypeKind kind) {
  switch (kind) {
    case TypeKind::kBigint:
      return fn::kReadBigint;
    case TypeKind::kInteger:
      return fn::kReadInteger;
    case TypeKind::kDecimal:
      return fn::kReadDecimal;
    case TypeKind::kDouble:
      return fn::kReadDouble;
    case TypeKind::kBoolean:
      return fn::kReadBoolean;
    case TypeKind::kDate:
      return fn::kReadDate;
    case TypeKind::kTimestamp:
      return fn::kReadTimestamp;
    case TypeKind::kDatetime:
      return fn::kReadDatetime;
    default:
      return fn::kReadString;
  }
}

values::ValueReader compiled(const values::ValueSpec& spec, const Location& where) {
  try {
    return values::ValueReader(spec);
  } catch (const Error& error) {
    throw Error(error.code(), error.message(), error.hint(), where);
  }
}

}  // namespace

values::ValueSpec value_spec(const project::Contract& contract, const project::ColumnSpec& column) {
  values::ValueSpec spec;
  spec.column = column.name;
  spec.type = column.type;
  spec.required =
      column.required || std::find(contract.key.begin(), contract.key.end(), column.name) != contract.key.end();
  spec.null_tokens = contract.null_tokens;
  spec.clean = column.clean;
  spec.formats = column.formats;
  spec.default_value = column.default_value;
  spec.min = column.min;
  spec.max = column.max;
  if (column.max_length) spec.max_length = static_cast<std::size_t>(*column.max_length);
  spec.pattern = column.pattern;
  spec.accepted = column.accepted;
  spec.notation = notation(column);
  return spec;
}

ColumnReading::ColumnReading(const project::Contract& contract, const project::ColumnSpec& column,
                             std::optional<std::string> bronze)
    : name_(column.name), type_(column.type), bronze_(std::move(bronze)) {
  if (column.orphans == project::Severity::kQuarantine) reference_ = column.references;
  const values::ValueSpec spec = value_spec(contract, column);
  const values::ValueReader reader = compiled(spec, column.where);
  for (const Rule rule : values::kAllRules) {
    if (reader.can_break(rule)) rules_.push_back(rule);
  }
  never_null_ = spec.required || spec.default_value;
  spec_ = spec.to_text();
  const bool judges_readable = std::any_of(rules_.begin(), rules_.end(),
                                           [](Rule rule) { return rule != Rule::kRequired && rule != Rule::kType; });
  lenient_spec_ = judges_readable ? lenient(spec).to_text() : spec_;
}

sql::Expr ColumnReading::read(const sql::Expr& raw, const std::string& spec) const {
  std::vector<sql::Expr> args = {raw, sql::literal(spec)};
  if (type_.kind == TypeKind::kDecimal) {
    args.push_back(sql::literal(std::int64_t{type_.precision}));
    args.push_back(sql::literal(std::int64_t{type_.scale}));
  }
  return sql::call(reader_function(type_.kind), std::move(args));
}

sql::Expr ColumnReading::passes(const sql::Expr& raw) const {
  return sql::call(fn::kPassesRules, {raw, sql::literal(spec_)});
}

sql::Expr ColumnReading::broken_rule(const sql::Expr& raw, values::Rule rule) const {
  return sql::call(fn::kBrokenRule, {raw, sql::literal(spec_), sql::literal(values::to_string(rule))});
}

sql::Expr ColumnReading::explanation(const sql::Expr& raw) const {
  return sql::call(fn::kExplainValue, {raw, sql::literal(spec_)});
}

}  // namespace c360::contract
