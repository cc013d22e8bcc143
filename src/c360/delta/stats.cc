#include "c360/delta/stats.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <nlohmann/json.hpp>

#include "c360/delta/json_fields.h"

namespace c360::delta {
namespace {

using nlohmann::json;

/// Collects statistics as the parser meets them; numbers keep their own text, so decimals lose no digit.
class StatsReader final : public nlohmann::json_sax<json> {
 public:
  bool null() override { return true; }
  bool boolean(bool value) override {
    if (path_ == ColumnPath{"tightBounds"}) stats_.tight_bounds = value;
    return scalar(value ? "true" : "false");
  }
  bool number_integer(number_integer_t value) override { return number(value); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return scalar(text); }
  bool string(string_t& text) override { return scalar(text); }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    path_.emplace_back();
    return true;
  }
  bool key(string_t& name) override {
    path_.back() = name;
    return true;
  }
  bool end_object() override {
    path_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override {
    ++arrays_;
    return true;
  }
  bool end_array() override {
    --arrays_;
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  FileStats take() && { return std::move(stats_); }

 private:
  bool number(std::int64_t value) { return scalar(std::to_string(value)); }

  /// Bounds stand at minValues.<column>…; a value within a list belongs to no column.
  bool scalar(const std::string& text) {
    if (path_.empty() || arrays_ > 0) return true;
    const std::string& group = path_.front();
    if (path_.size() == 1 && group == "numRecords") stats_.num_records = integer(text);
    if (path_.size() < 2) return true;
    const ColumnPath column(path_.begin() + 1, path_.end());
    if (group == "minValues") stats_.columns[column].min = text;
    if (group == "maxValues") stats_.columns[column].max = text;
    if (group == "nullCount") stats_.columns[column].null_count = integer(text);
    return true;
  }

  static std::optional<std::int64_t> integer(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
  }

  ColumnPath path_;
  int arrays_ = 0;
  FileStats stats_;
};

std::string quoted(const std::string& text) {
  return write_json(nlohmann::ordered_json(text));
}

bool is_written_bare(const std::string& primitive) {
  constexpr std::array<std::string_view, 7> kBare = {"long", "integer", "short", "byte", "float", "double", "boolean"};
  return primitive.starts_with("decimal") || std::find(kBare.begin(), kBare.end(), primitive) != kBare.end();
}

bool is_bare_value(const std::string& text) {
  if (text == "true" || text == "false") return true;
  const bool numeric = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
  return numeric && json::accept(text);
}

std::optional<std::string> bound_text(const std::optional<std::string>& bound, const DataType& type) {
  if (!bound) return std::nullopt;
  if (!is_written_bare(type.primitive)) return quoted(*bound);
  return is_bare_value(*bound) ? bound : std::nullopt;
}

using ValueOf = std::function<std::optional<std::string>(const ColumnStats& stats, const DataType& type)>;

/// {"a":…,"b":{"c":…}} over the columns for which there is a value; empty where there are none.
std::string group_text(const FileStats& stats, const std::vector<Field>& fields, ColumnPath& path,
                       const ValueOf& value_of) {
  std::string members;
  for (const Field& field : fields) {
    path.push_back(field.name);
    std::optional<std::string> value;
    if (field.type.kind == DataType::Kind::kStruct) {
      std::string nested = group_text(stats, field.type.fields, path, value_of);
      if (!nested.empty()) value = std::move(nested);
    } else if (const auto found = stats.columns.find(path); found != stats.columns.end()) {
      value = value_of(found->second, field.type);
    }
    path.pop_back();
    if (value) members += fmt::format("{}{}:{}", members.empty() ? "" : ",", quoted(field.name), *value);
  }
  return members.empty() ? members : "{" + members + "}";
}

}  // namespace

const ColumnStats* FileStats::find(std::string_view column) const {
  const auto found = columns.find(ColumnPath{std::string(column)});
  return found == columns.end() ? nullptr : &found->second;
}

std::optional<FileStats> parse_stats(std::string_view text) {
  StatsReader reader;
  if (!json::sax_parse(text, &reader)) return std::nullopt;
  return std::move(reader).take();
}

std::string format_stats(const FileStats& stats, const Schema& schema) {
  std::string text;
  const auto put = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", name, value);
  };
  const auto put_group = [&](std::string_view name, const ValueOf& value_of) {
    ColumnPath path;
    put(name, group_text(stats, schema.fields, path, value_of));
  };
  if (stats.num_records) put("numRecords", std::to_string(*stats.num_records));
  put_group("minValues", [](const ColumnStats& column, const DataType& type) { return bound_text(column.min, type); });
  put_group("maxValues", [](const ColumnStats& column, const DataType& type) { return bound_text(column.max, type); });
  put_group("nullCount", [](const ColumnStats& column, const DataType&) {
    return column.null_count ? std::optional(std::to_string(*column.null_count)) : std::nullopt;
  });
  if (!stats.tight_bounds) put("tightBounds", "false");
  return "{" + text + "}";
}

}  // namespace c360::delta
