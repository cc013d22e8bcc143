#include "c360/lakehouse/skipping.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "c360/delta/stats.h"
#include "c360/lakehouse/comparable.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/sql/functions.h"

namespace c360::lakehouse {

/// A condition made ready: its columns found, its values read.
struct FileFilter::Test {
  enum class Kind {
    kAnything,
    kAll,
    kAny,
    kEqual,  // to one of the values, which are sorted
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual,
    kStartsWith,
    kIsNull,
    kIsNotNull
  };
  Kind kind = Kind::kAnything;
  std::vector<Test> parts = {};
  const delta::Field* field = nullptr;
  bool of_partition = false;
  std::vector<Comparable> values = {};
};

namespace {

using Test = FileFilter::Test;
using sql::ExprKind;

/// What is known of one column in one file.
struct Known {
  std::optional<Comparable> min;
  std::optional<Comparable> max;
  std::optional<std::int64_t> nulls;
  std::optional<std::int64_t> rows;
  /// Bounds of statistics may be short: strings cut, times cut to milliseconds. Partition values are exact.
  bool exact = false;
};

/// Makes a test of a condition; what it does not understand becomes kAnything.
class TestMaker {
 public:
  explicit TestMaker(const delta::Metadata& metadata) : metadata_(metadata) {}

  Test make(const sql::Expr& condition) const {
    const sql::ExprNode& node = condition.node();
    switch (node.kind) {
      case ExprKind::kOperator:
        return node.text == "AND" || node.text == "OR" ? combine(node) : compare(node);
      case ExprKind::kInList:
        return of_values(Test::Kind::kEqual, node);
      case ExprKind::kCall:
        return node.text == sql::fn::kStartsWith ? of_values(Test::Kind::kStartsWith, node) : Test{};
      case ExprKind::kIsNull:
        return of_column(Test::Kind::kIsNull, node);
      case ExprKind::kNot:
        return node.args.at(0).node().kind == ExprKind::kIsNull ? of_column(Test::Kind::kIsNotNull, node.args[0].node())
                                                                : Test{};
      default:
        return {};
    }
  }

 private:
  Test combine(const sql::ExprNode& node) const {
    Test test{node.text == "AND" ? Test::Kind::kAll : Test::Kind::kAny};
    for (const sql::Expr& part : node.args) test.parts.push_back(make(part));
    return test;
  }

  Test compare(const sql::ExprNode& node) const {
    constexpr std::array<std::pair<std::string_view, Test::Kind>, 5> kKinds{{{"=", Test::Kind::kEqual},
                                                                             {"<", Test::Kind::kLess},
                                                                             {"<=", Test::Kind::kLessEqual},
                                                                             {">", Test::Kind::kGreater},
                                                                             {">=", Test::Kind::kGreaterEqual}}};
    for (const auto& [text, kind] : kKinds) {
      if (text == node.text) return of_values(kind, node);
    }
    return {};
  }

  Test of_column(Test::Kind kind, const sql::ExprNode& node) const {
    const sql::ExprNode& column = node.args.at(0).node();
    const delta::Field* field = column.kind == ExprKind::kColumn ? metadata_.schema.find(column.text) : nullptr;
    if (field == nullptr) return {};
    const auto& partition = metadata_.partition_columns;
    return {kind, {}, field, std::find(partition.begin(), partition.end(), field->name) != partition.end()};
  }

  Test of_values(Test::Kind kind, const sql::ExprNode& node) const {
    Test test = of_column(kind, node);
    if (test.field == nullptr) return {};
    for (std::size_t i = 1; i < node.args.size(); ++i) {
      const sql::ExprNode& literal = node.args[i].node();
      if (literal.kind == ExprKind::kLiteral && literal.is_null) continue;
      std::optional<Comparable> value = value_of(literal, *test.field);
      if (!value) return {};
      test.values.push_back(std::move(*value));
    }
    std::sort(test.values.begin(), test.values.end());
    return test;
  }

  static std::optional<Comparable> value_of(const sql::ExprNode& literal, const delta::Field& field) {
    if (literal.kind != ExprKind::kLiteral || field.type.kind != delta::DataType::Kind::kPrimitive) return std::nullopt;
    if (literal.type != sql_type(field.type)) return std::nullopt;
    return read_comparable(literal.text, field.type);
  }

  const delta::Metadata& metadata_;
};

bool holds_time(const delta::DataType& type) {
  return type.primitive == "timestamp" || type.primitive == "timestamp_ntz";
}

/// One file's columns; its statistics are read when they are first asked for.
class FileFacts {
 public:
  explicit FileFacts(const delta::AddFile& file) : file_(file) {}

  Known of(const Test& test) { return test.of_partition ? by_partition(*test.field) : by_statistics(*test.field); }

 private:
  Known by_partition(const delta::Field& field) const {
    const auto found = file_.partition_values.find(field.name);
    const bool is_null = found == file_.partition_values.end() || !found->second || found->second->empty();
    Known known;
    known.exact = true;
    known.rows = 1;
    known.nulls = is_null ? 1 : 0;
    if (!is_null) known.min = known.max = read_comparable(*found->second, field.type);
    return known;
  }

  Known by_statistics(const delta::Field& field) {
    if (!read_) stats_ = file_.stats ? delta::parse_stats(*file_.stats) : std::nullopt;
    read_ = true;
    Known known;
    if (!stats_) return known;
    known.rows = stats_->num_records;
    const delta::ColumnStats* column = stats_->find(field.name);
    if (column == nullptr) return known;
    known.nulls = column->null_count;
    if (column->min) known.min = read_comparable(*column->min, field.type);
    if (column->max) known.max = read_comparable(*column->max, field.type);
    if (known.max && holds_time(field.type)) widen(*known.max);
    return known;
  }

  /// Bounds of times are cut to milliseconds: the highest value may be up to 999 µs above its bound.
  static void widen(Comparable& max) { std::get<WideInteger>(max) += 999; }

  const delta::AddFile& file_;
  bool read_ = false;
  std::optional<delta::FileStats> stats_;
};

/// Whether a value is above every value of the file, although the bound may have been cut.
bool above_all(const Comparable& value, const Known& known) {
  if (!known.max || !(*known.max < value)) return false;
  if (known.exact) return true;
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr || !text->starts_with(std::get<std::string>(*known.max));
}

/// Whether no value of the file is above `value`.
bool none_above(const Comparable& value, const Known& known) {
  if (!known.max) return false;
  if (std::holds_alternative<double>(value)) return false;  // NaN sorts last and is in no bound
  if (std::holds_alternative<std::string>(value) && !known.exact) return above_all(value, known);
  return *known.max <= value;
}

bool below_all(const Comparable& value, const Known& known) {
  return known.min && value < *known.min;
}

/// Of the values that are not too low the lowest decides: if it is above all of the file's, so are the others.
bool one_may_be_there(const std::vector<Comparable>& values, const Known& known) {
  const auto lowest = known.min ? std::lower_bound(values.begin(), values.end(), *known.min) : values.begin();
  return lowest != values.end() && !above_all(*lowest, known);
}

bool prefix_may_be_there(const Comparable& prefix, const Known& known) {
  if (above_all(prefix, known)) return false;
  return !below_all(prefix, known) || std::get<std::string>(*known.min).starts_with(std::get<std::string>(prefix));
}

bool value_may_match(const Test& test, const Known& known) {
  if (test.values.empty()) return false;  // compared with NULL only
  const Comparable& value = test.values.front();
  switch (test.kind) {
    case Test::Kind::kEqual:
      return one_may_be_there(test.values, known);
    case Test::Kind::kStartsWith:
      return prefix_may_be_there(value, known);
    case Test::Kind::kLess:
      return !known.min || *known.min < value;
    case Test::Kind::kLessEqual:
      return !below_all(value, known);
    case Test::Kind::kGreater:
      return !none_above(value, known);
    case Test::Kind::kGreaterEqual:
      return std::holds_alternative<double>(value) || !above_all(value, known);
    default:
      return true;
  }
}

bool column_may_match(const Test& test, const Known& known) {
  if (test.kind == Test::Kind::kIsNull) return known.nulls != 0;
  const bool all_null = known.nulls && known.rows && *known.nulls == *known.rows;
  if (all_null) return false;
  return test.kind == Test::Kind::kIsNotNull || value_may_match(test, known);
}

bool may_hold(const Test& test, FileFacts& facts) {
  const auto part_may_hold = [&facts](const Test& part) { return may_hold(part, facts); };
  switch (test.kind) {
    case Test::Kind::kAnything:
      return true;
    case Test::Kind::kAll:
      return std::all_of(test.parts.begin(), test.parts.end(), part_may_hold);
    case Test::Kind::kAny:
      return std::any_of(test.parts.begin(), test.parts.end(), part_may_hold);
    default:
      return column_may_match(test, facts.of(test));
  }
}

}  // namespace

FileFilter::FileFilter(const delta::Metadata& metadata, const sql::Expr& condition)
    : test_(std::make_unique<const Test>(TestMaker(metadata).make(condition))) {}
FileFilter::~FileFilter() = default;
FileFilter::FileFilter(FileFilter&&) noexcept = default;
FileFilter& FileFilter::operator=(FileFilter&&) noexcept = default;

bool FileFilter::may_match(const delta::AddFile& file) const {
  FileFacts facts(file);
  return may_hold(*test_, facts);
}

std::vector<delta::AddFile> files_that_may_match(const std::vector<delta::AddFile>& files,
                                                 const delta::Metadata& metadata, const sql::Expr& condition) {
  const FileFilter filter(metadata, condition);
  std::vector<delta::AddFile> matching;
  std::copy_if(files.begin(), files.end(), std::back_inserter(matching),
               [&filter](const delta::AddFile& file) { return filter.may_match(file); });
  return matching;
}

}  // namespace c360::lakehouse
