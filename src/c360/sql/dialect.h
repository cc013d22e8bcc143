// How one engine's SQL is written. The only way to SQL text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/sql/query.h"

namespace c360::sql {

/// Writes expressions and queries as one engine's SQL. Stateless; any thread may use it.
class Dialect {
 public:
  virtual ~Dialect() = default;

  virtual std::string identifier(std::string_view name) const = 0;
  virtual std::string write(const Type& type) const = 0;
  virtual std::string write(const Expr& expr) const = 0;
  virtual std::string write(const Query& query) const = 0;

  /// "a"."b"."c"
  std::string qualified(const std::vector<std::string>& name) const;
};

}  // namespace c360::sql
