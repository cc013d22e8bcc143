// How one column of a contract comes from raw text, as expressions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/engine/values/value_reader.h"
#include "c360/engine/values/value_spec.h"
#include "c360/project/contract_spec.h"
#include "c360/sql/expression.h"

namespace c360::contract {

/// What a contract says about a column's values. Columns of the key are required.
values::ValueSpec value_spec(const project::Contract& contract, const project::ColumnSpec& column);

/// A column's reading, ready to be put into queries. A value; any thread may read it.
class ColumnReading {
 public:
  /// `bronze`: the bronze column it reads, nullopt for none. Throws Error(kProject), with the column's place, for a
  /// pattern, format, default, bound or accepted value that makes no sense.
  ColumnReading(const project::Contract& contract, const project::ColumnSpec& column,
                std::optional<std::string> bronze);

  const std::string& name() const { return name_; }
  const sql::Type& type() const { return type_; }
  const std::optional<std::string>& bronze() const { return bronze_; }
  /// The reference that a row must keep to stay out of quarantine.
  const std::optional<project::Reference>& reference() const { return reference_; }
  /// The rules that a value of this column can break.
  const std::vector<values::Rule>& rules() const { return rules_; }
  /// Whether a value that breaks no rule is never NULL.
  bool never_null() const { return never_null_; }

  /// The clean value; NULL for none and for one that breaks a rule.
  sql::Expr good_value(const sql::Expr& raw) const { return read(raw, spec_); }
  /// The clean value, also if it is out of range, of the wrong pattern or not accepted; NULL for one that is
  /// unreadable.
  sql::Expr any_value(const sql::Expr& raw) const { return read(raw, lenient_spec_); }
  sql::Expr passes(const sql::Expr& raw) const;
  /// "rule(column)" where the value breaks it, else NULL.
  sql::Expr broken_rule(const sql::Expr& raw, values::Rule rule) const;
  /// A sentence about what is wrong, or NULL.
  sql::Expr explanation(const sql::Expr& raw) const;

 private:
  sql::Expr read(const sql::Expr& raw, const std::string& spec) const;

  std::string name_;
  sql::Type type_;
  std::optional<std::string> bronze_;
  std::optional<project::Reference> reference_;
  std::vector<values::Rule> rules_;
  bool never_null_ = false;
  std::string spec_, lenient_spec_;
};

}  // namespace c360::contract
