#include "c360/serve/rows_answer.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "c360/base/error.h"
#include "c360/serve/columnar_answer.h"
#include "c360/session/row_texts.h"

namespace c360::serve {
namespace {

/// Quality 0 means "not this".
double quality_of(const std::string& range) {
  const std::size_t at = range.find("q=");
  if (at == std::string::npos) return 1;
  return std::strtod(range.c_str() + at + 2, nullptr);
}

std::string media_type_of(const std::string& range) {
  std::string type = range.substr(0, range.find(';'));
  std::erase_if(type, [](char c) { return c == ' ' || c == '\t'; });
  return type;
}

std::optional<RowsFormat> format_named(const std::string& type) {
  if (type == "application/json" || type == "application/*" || type == "*/*") return RowsFormat::kJson;
  if (type == "text/csv" || type == "text/*") return RowsFormat::kCsv;
  if (type == kArrowType) return RowsFormat::kArrow;
  if (type == kParquetType) return RowsFormat::kParquet;
  return std::nullopt;
}

bool is_exact_in_a_double(const engine::ResultColumn& column, const std::string& value) {
  constexpr std::size_t kSafeDigits = 15;
  if (column.type.rfind("DECIMAL", 0) == 0 || column.type.find("HUGEINT") != std::string::npos) return false;
  if (column.type.find("BIGINT") == std::string::npos) return true;
  return value.size() <= kSafeDigits;
}

std::string json_value(const engine::ResultColumn& column, const std::optional<std::string>& value) {
  if (!value || is_exact_in_a_double(column, *value)) return session::json_value(column, value);
  return session::json_text(*value);
}

/// Rows on their way into a body.
class Writing {
 public:
  Writing(const Call& call, std::shared_ptr<engine::Connection> connection, engine::Result rows,
          std::optional<std::int64_t> limit, RowsFormat format)
      : call_(call),
        connection_(std::move(connection)),
        rows_(std::move(rows)),
        left_(limit),
        format_(format),
        chunk_(rows_.next()) {}

  void write(const http::Write& out) {
    text_ = head();
    for (; chunk_ && !is_full(); chunk_ = rows_.next()) {
      add_chunk();
      out(text_);
      text_.clear();
    }
    text_ += tail();
    out(text_);
  }

 private:
  bool is_full() {
    truncated_ = left_ == 0 && chunk_->rows() > 0;
    return truncated_;
  }

  std::string head() const {
    const auto& columns = rows_.columns();
    if (format_ == RowsFormat::kCsv) {
      session::RowTexts names;
      for (const auto& column : columns) names.emplace_back(column.name);
      return session::csv_line(names) + "\r\n";
    }
    Json described = Json::array();
    for (const auto& column : columns) described.push_back({{"name", column.name}, {"type", column.type}});
    const std::string text = described.dump(-1, ' ', false, Json::error_handler_t::replace);
    return "{\"snapshot\":" + std::to_string(call_.reading->number()) + ",\"columns\":" + text + ",\"rows\":[";
  }

  std::string tail() const {
    if (format_ == RowsFormat::kCsv) return {};
    return std::string("\n],\"truncated\":") + (truncated_ ? "true" : "false") + "}\n";
  }

  void add_chunk() {
    std::size_t rows = chunk_->rows();
    if (left_) {
      truncated_ = static_cast<std::int64_t>(rows) > *left_;
      rows = std::min(rows, static_cast<std::size_t>(*left_));
      *left_ -= static_cast<std::int64_t>(rows);
    }
    for (std::size_t row = 0; row < rows; ++row) add_row(row);
    call_.outcome->rows += static_cast<std::int64_t>(rows);
  }

  void add_row(std::size_t row) {
    const auto& columns = rows_.columns();
    session::RowTexts texts;
    for (std::size_t c = 0; c < columns.size(); ++c)
      texts.push_back(chunk_->is_null(c, row) ? std::nullopt : std::optional(chunk_->display(c, row)));
    if (format_ == RowsFormat::kCsv) {
      text_ += session::csv_line(texts) + "\r\n";
      return;
    }
    text_ += any_ ? ",\n[" : "\n[";
    any_ = true;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c > 0) text_ += ',';
      text_ += json_value(columns[c], texts[c]);
    }
    text_ += ']';
  }

  Call call_;
  std::shared_ptr<engine::Connection> connection_;
  engine::Result rows_;
  std::optional<std::int64_t> left_;
  RowsFormat format_;
  std::optional<engine::Chunk> chunk_;
  std::string text_;
  bool any_ = false, truncated_ = false;
};

}  // namespace

std::optional<RowsFormat> format_of(const std::string& accept) {
  if (accept.empty()) return RowsFormat::kJson;
  std::optional<RowsFormat> best;
  double best_quality = 0;
  for (std::size_t at = 0; at <= accept.size();) {
    const std::size_t end = std::min(accept.find(',', at), accept.size());
    const std::string range = accept.substr(at, end - at);
    const auto format = format_named(media_type_of(range));
    if (format && quality_of(range) > best_quality) {
      best = format;
      best_quality = quality_of(range);
    }
    at = end + 1;
  }
  return best;
}

std::vector<std::string> rows_formats() {
  return {"application/json", "text/csv", kArrowType, kParquetType};
}

http::Response rows_answer(const Call& call, const Question& question, std::optional<std::int64_t> limit) {
  const RowsFormat format = format_of(call.accept).value_or(RowsFormat::kJson);
  if (format == RowsFormat::kParquet) return parquet_answer(call, question, limit);
  engine::Result rows = question.statement.empty()
                            ? question.connection->query(question.query)
                            : question.connection->query_user_sql(question.statement, question.parameters);
  if (format == RowsFormat::kArrow) return arrow_answer(call, question.connection, std::move(rows), limit);
  call.outcome->rows = 0;
  auto writing = std::make_shared<Writing>(call, question.connection, std::move(rows), limit, format);
  http::Response response;
  response.with("Content-Type",
                format == RowsFormat::kCsv ? "text/csv; charset=utf-8; header=present" : "application/json");
  response.with("Vary", "Accept");
  response.stream = [writing](const http::Write& out) { writing->write(out); };
  return response;
}

}  // namespace c360::serve
