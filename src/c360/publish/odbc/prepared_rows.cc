#include "c360/publish/odbc/prepared_rows.h"

#include <algorithm>
#include <vector>

#include "c360/publish/odbc/statement.h"

namespace c360::publish::odbc {
namespace {

/// A column of a block: cells of one width, side by side.
struct BoundColumn {
  std::vector<char> cells;
  std::vector<SQLLEN> lengths;
};

struct SqlTypes {
  SQLSMALLINT here;
  SQLSMALLINT there;
  SQLULEN size;
};

/// How a column is told to the driver. Sizes change as seldom as can be: some databases plan a statement anew for each.
SqlTypes types_of(const ParameterValues& values, std::size_t width) {
  constexpr SQLULEN kAsciiSize = 64;
  constexpr SQLULEN kLongestText = 4000;  // beyond which SQL Server wants the type without an end
  constexpr SQLULEN kLongestBytes = 8000;
  if (values.kind == ParameterKind::kAscii) return {SQL_C_CHAR, SQL_VARCHAR, kAsciiSize};
  if (values.kind == ParameterKind::kBytes) {
    const bool is_long = width > kLongestBytes;
    return {SQL_C_BINARY, static_cast<SQLSMALLINT>(is_long ? SQL_LONGVARBINARY : SQL_VARBINARY),
            is_long ? width : kLongestBytes};
  }
  if (values.most_units > 0) return {SQL_C_WCHAR, SQL_WVARCHAR, values.most_units};
  const SQLULEN units = width / sizeof(SQLWCHAR);
  const bool is_long = units > kLongestText;
  return {SQL_C_WCHAR, static_cast<SQLSMALLINT>(is_long ? SQL_WLONGVARCHAR : SQL_WVARCHAR),
          is_long ? units : kLongestText};
}

void fill(BoundColumn& bound, const ParameterValues& values, std::size_t first, std::size_t count, std::size_t width) {
  bound.cells.resize(count * width);
  bound.lengths.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view value = values.value(first + i);
    bound.lengths[i] = values.nulls[first + i] ? SQL_NULL_DATA : static_cast<SQLLEN>(value.size());
    std::copy(value.begin(), value.end(), bound.cells.begin() + static_cast<std::ptrdiff_t>(i * width));
  }
}

}  // namespace

struct PreparedRows::Impl {
  explicit Impl(DriverConnection& of) : connection(of), statement(of) {}

  void bind(const ParameterRows& rows, std::size_t first, std::size_t count);
  void check(SQLRETURN code) const;

  DriverConnection& connection;
  Statement statement;
  std::vector<BoundColumn> columns;
  std::vector<SQLUSMALLINT> fates;
};

void PreparedRows::Impl::bind(const ParameterRows& rows, std::size_t first, std::size_t count) {
  columns.resize(rows.columns().size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ParameterValues& values = rows.columns()[i];
    const std::size_t width = rows.width(i, first, count);
    const SqlTypes types = types_of(values, width);
    fill(columns[i], values, first, count, width);
    statement.check(libodbc().SQLBindParameter(statement.get(), static_cast<SQLUSMALLINT>(i + 1), SQL_PARAM_INPUT,
                                               types.here, types.there, types.size, 0, columns[i].cells.data(),
                                               static_cast<SQLLEN>(width), columns[i].lengths.data()));
  }
  fates.assign(count, SQL_PARAM_UNUSED);
  statement.set(SQL_ATTR_PARAM_STATUS_PTR, fates.data());
  statement.set(SQL_ATTR_PARAMSET_SIZE, attribute(count));
}

/// A driver may call a block done of which it left out a row.
void PreparedRows::Impl::check(SQLRETURN code) const {
  const bool is_whole = std::find(fates.begin(), fates.end(), SQL_PARAM_ERROR) == fates.end();
  if (is_whole && (SQL_SUCCEEDED(code) || code == SQL_NO_DATA)) return;
  connection.throw_failure(statement.handle());
}

PreparedRows::PreparedRows(DriverConnection& connection, const std::string& statement)
    : impl_(std::make_unique<Impl>(connection)) {
  impl_->statement.prepare(statement);
}
PreparedRows::~PreparedRows() = default;
PreparedRows::PreparedRows(PreparedRows&&) noexcept = default;

void PreparedRows::run(const ParameterRows& rows, std::size_t first, std::size_t count) {
  impl_->bind(rows, first, count);
  impl_->check(impl_->statement.execute_prepared());
  for (SQLRETURN code = impl_->statement.next_result(); code != SQL_NO_DATA; code = impl_->statement.next_result())
    impl_->check(code);
}

}  // namespace c360::publish::odbc
