#include "c360/metric/answering.h"

namespace c360::metric {

std::optional<AnswerRow> AnswerRows::next() {
  while (!chunk_ || row_ == chunk_->rows()) {
    chunk_ = result_.next();
    row_ = 0;
    if (!chunk_) return std::nullopt;
  }
  AnswerRow values;
  for (std::size_t column = 0; column < result_.columns().size(); ++column)
    values.push_back(chunk_->is_null(column, row_) ? std::nullopt : std::optional(chunk_->display(column, row_)));
  ++row_;
  return values;
}

Answer Answering::ask(const sql::Query& query) {
  engine::Result result = connection_.query(query);
  Answer answer;
  for (const auto& column : result.columns()) answer.columns.push_back(column.name);
  AnswerRows rows(std::move(result));
  while (auto row = rows.next()) answer.rows.push_back(std::move(*row));
  return answer;
}

}  // namespace c360::metric
