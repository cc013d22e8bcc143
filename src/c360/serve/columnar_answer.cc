#include "c360/serve/columnar_answer.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "c360/arrow/ipc_stream.h"
#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/engine/arrow_rows.h"

namespace c360::serve {
namespace {

constexpr std::size_t kBytesOfAPart = std::size_t{1} << 18U;

/// Record batches on their way into a body.
class ArrowWriting {
 public:
  ArrowWriting(const Call& call, std::shared_ptr<engine::Connection> connection, engine::Result rows,
               std::optional<std::int64_t> limit)
      : call_(call),
        connection_(std::move(connection)),
        rows_(std::move(rows)),
        left_(limit),
        head_(arrow::schema_message(rows_.schema())),
        batch_(rows_.next()) {}

  void write(const http::Write& out) {
    out(head_);
    for (; batch_ && left_ != 0; batch_ = rows_.next()) {
      const std::int64_t rows = std::min(batch_->get().length, left_.value_or(batch_->get().length));
      if (left_) *left_ -= rows;
      out(arrow::batch_message(rows_.schema(), batch_->get(), rows));
    }
    out(arrow::end_of_stream());
  }

 private:
  Call call_;
  std::shared_ptr<engine::Connection> connection_;
  engine::ArrowRows rows_;
  std::optional<std::int64_t> left_;
  std::string head_;
  std::optional<engine::ArrowOwner<ArrowArray>> batch_;
};

/// A statement's text as it may stand in parentheses.
std::string without_its_end(std::string statement) {
  const std::size_t last = statement.find_last_not_of("; \t\r\n");
  return statement.substr(0, last == std::string::npos ? 0 : last + 1);
}

void write_parquet(const Question& question, std::optional<std::int64_t> limit, const std::filesystem::path& file) {
  if (!question.statement.empty())
    return engine::copy_user_sql_to_parquet(*question.connection, without_its_end(question.statement),
                                            question.parameters, limit, file);
  sql::Query rows;
  rows.from = sql::subquery(question.query);
  rows.limit = limit;
  question.connection->copy_to_parquet(limit ? rows : question.query, file);
}

void send_file(const Call& call, const std::filesystem::path& path, const http::Write& out) {
  std::ifstream file(path, std::ios::binary);
  std::string part(kBytesOfAPart, '\0');
  while (file.read(part.data(), static_cast<std::streamsize>(part.size())), file.gcount() > 0) {
    call.stop->check();
    out(std::string_view(part).substr(0, static_cast<std::size_t>(file.gcount())));
  }
  if (!file.eof()) throw Error(ErrorCode::kIo, "an answer's temporary file cannot be read: " + path.string());
}

http::Response columnar(const char* type, std::function<void(const http::Write&)> stream) {
  http::Response response;
  response.with("Content-Type", type).with("Vary", "Accept");
  response.stream = std::move(stream);
  return response;
}

}  // namespace

http::Response arrow_answer(const Call& call, std::shared_ptr<engine::Connection> connection, engine::Result rows,
                            std::optional<std::int64_t> limit) {
  auto writing = std::make_shared<ArrowWriting>(call, std::move(connection), std::move(rows), limit);
  return columnar(kArrowType, [writing](const http::Write& out) { writing->write(out); });
}

http::Response parquet_answer(const Call& call, const Question& question, std::optional<std::int64_t> limit) {
  const auto folder = std::make_shared<TemporaryDirectory>();
  const std::filesystem::path file = folder->path() / "rows.parquet";
  write_parquet(question, limit, file);
  return columnar(kParquetType, [call, folder, file](const http::Write& out) { send_file(call, file, out); });
}

}  // namespace c360::serve
