#include "c360/metric/answering.h"

namespace c360::metric {

Answer EngineAnswering::ask(const sql::Query& query) {
  engine::Result result = connection_.query(query);
  Answer answer;
  for (const auto& column : result.columns()) answer.columns.push_back(column.name);
  while (const auto chunk = result.next())
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      auto& values = answer.rows.emplace_back();
      for (std::size_t column = 0; column < answer.columns.size(); ++column)
        values.push_back(chunk->is_null(column, row) ? std::nullopt : std::optional(chunk->display(column, row)));
    }
  return answer;
}

}  // namespace c360::metric
