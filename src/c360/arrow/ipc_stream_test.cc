// Messages read back by the numbers of Arrow's own definitions; `./dev interop` has pyarrow read whole answers.
#include "c360/arrow/ipc_stream.h"

#include <gtest/gtest.h>

#include <cstring>

#include "c360/arrow/message.h"
#include "c360/base/error.h"

namespace c360::arrow {
namespace {

using flatbuffers::Table;
using flatbuffers::Vector;

template <typename Number>
Number at(const std::string& bytes, std::size_t place) {
  Number number{};
  std::memcpy(&number, bytes.data() + place, sizeof number);
  return number;
}

/// One message taken out of its envelope.
struct Message {
  explicit Message(std::string bytes) : bytes_(std::move(bytes)) {
    EXPECT_EQ(at<std::int32_t>(bytes_, 0), -1);
    EXPECT_EQ(bytes_.size() % 8, 0U);
    const auto metadata = static_cast<std::size_t>(at<std::int32_t>(bytes_, 4));
    EXPECT_EQ(metadata % 8, 0U);
    body = bytes_.substr(8 + metadata);
    root = flatbuffers::GetRoot<Table>(bytes_.data() + 8);
    EXPECT_EQ(root->GetField<std::int16_t>(field(0), 0), 4) << "version 5";
    EXPECT_EQ(root->GetField<std::int64_t>(field(3), 0), static_cast<std::int64_t>(body.size()));
  }

  const Table* header(Header kind) const {
    EXPECT_EQ(root->GetField<std::uint8_t>(field(1), 0), static_cast<std::uint8_t>(kind));
    return root->GetPointer<const Table*>(field(2));
  }
  /// The bytes of a record batch's buffer.
  std::string buffer(std::size_t number) const {
    const auto* buffers = header(Header::kRecordBatch)->GetPointer<const Vector<std::int64_t>*>(field(2));
    const auto* pairs = reinterpret_cast<const std::int64_t*>(buffers->Data());
    EXPECT_LT(number, buffers->size());
    EXPECT_EQ(pairs[2 * number] % 8, 0);
    return body.substr(static_cast<std::size_t>(pairs[2 * number]), static_cast<std::size_t>(pairs[2 * number + 1]));
  }
  /// Rows and NULLs of a record batch's column.
  std::pair<std::int64_t, std::int64_t> node(std::size_t number) const {
    const auto* nodes = header(Header::kRecordBatch)->GetPointer<const Vector<std::int64_t>*>(field(1));
    const auto* pairs = reinterpret_cast<const std::int64_t*>(nodes->Data());
    EXPECT_LT(number, nodes->size());
    return {pairs[2 * number], pairs[2 * number + 1]};
  }

  std::string body;
  const Table* root;

 private:
  std::string bytes_;
};

class IpcStreamTest : public ::testing::Test {
 protected:
  engine::ArrowRows ask(const std::string& sql) { return engine::ArrowRows(connection_.query_user_sql(sql)); }

  Message batch(const std::string& sql, std::int64_t rows) {
    engine::ArrowRows asked = ask(sql);
    const auto array = asked.next();
    return Message(batch_message(asked.schema(), array->get(), rows));
  }

  engine::Database database_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(IpcStreamTest, TheSchemaNamesColumnsAndTheirTypes) {
  const Message message(
      schema_message(ask("SELECT 1::BIGINT AS id, 2.50::DECIMAL(12,2) AS \"späť\", [1] AS list").schema()));
  const auto* fields = message.header(Header::kSchema)->GetPointer<const Vector<flatbuffers::Offset<Table>>*>(field(1));
  ASSERT_EQ(fields->size(), 3U);
  const auto name = [&](unsigned i) { return fields->Get(i)->GetPointer<const flatbuffers::String*>(field(0))->str(); };
  EXPECT_EQ(name(0), "id");
  EXPECT_EQ(name(1), "späť");
  EXPECT_EQ(fields->Get(0)->GetField<std::uint8_t>(field(2), 0), 2) << "Int";
  EXPECT_EQ(fields->Get(0)->GetField<std::uint8_t>(field(1), 0), 1) << "nullable";
  const Table* integer = fields->Get(0)->GetPointer<const Table*>(field(3));
  EXPECT_EQ(integer->GetField<std::int32_t>(field(0), 0), 64);
  EXPECT_EQ(integer->GetField<std::uint8_t>(field(1), 0), 1);
  const Table* decimal = fields->Get(1)->GetPointer<const Table*>(field(3));
  EXPECT_EQ(decimal->GetField<std::int32_t>(field(0), 0), 12);
  EXPECT_EQ(decimal->GetField<std::int32_t>(field(1), 0), 2);
  const auto* children = fields->Get(2)->GetPointer<const Vector<flatbuffers::Offset<Table>>*>(field(5));
  EXPECT_EQ(children->size(), 1U);
}

TEST_F(IpcStreamTest, ABatchHoldsValuesAsTheyAre) {
  const Message message = batch("SELECT * FROM (VALUES (7::BIGINT, 'ab'), (NULL, NULL), (9, 'ç')) t(n, s)", 3);
  EXPECT_EQ(message.header(Header::kRecordBatch)->GetField<std::int64_t>(field(0), 0), 3);
  EXPECT_EQ(message.node(0), (std::pair<std::int64_t, std::int64_t>{3, 1}));
  EXPECT_EQ(message.buffer(0).at(0) & 7, 5) << "which rows are valid";
  EXPECT_EQ(at<std::int64_t>(message.buffer(1), 0), 7);
  EXPECT_EQ(at<std::int64_t>(message.buffer(1), 16), 9);
  EXPECT_EQ(at<std::int32_t>(message.buffer(3), 12), 4) << "where the last text ends";
  EXPECT_EQ(message.buffer(4), "abç");
}

TEST_F(IpcStreamTest, OfABatchThatIsCutOnlyItsFirstRowsAreCounted) {
  const Message message = batch("SELECT * FROM (VALUES (1, [1, 2]), (NULL, [3]), (3, NULL)) t(n, l)", 2);
  EXPECT_EQ(message.node(0), (std::pair<std::int64_t, std::int64_t>{2, 1}));
  EXPECT_EQ(message.node(1), (std::pair<std::int64_t, std::int64_t>{2, 0}));
  EXPECT_EQ(message.node(2), (std::pair<std::int64_t, std::int64_t>{3, 0})) << "items of both lists";
  EXPECT_EQ(message.buffer(2), "") << "no list is NULL in them";
}

TEST_F(IpcStreamTest, EnumsAreTexts) {
  const Message message = batch("SELECT x::ENUM('red', 'green') AS e FROM (VALUES ('green'), (NULL), ('red')) t(x)", 3);
  EXPECT_EQ(message.node(0), (std::pair<std::int64_t, std::int64_t>{3, 1}));
  EXPECT_EQ(message.buffer(2), "greenred");
}

TEST_F(IpcStreamTest, ColumnsOfNothingHaveNoBuffers) {
  engine::ArrowRows asked = ask("SELECT NULL AS n, 1::INTEGER AS i");
  const auto array = asked.next();
  EXPECT_NO_THROW(schema_message(asked.schema()));
  const Message message(batch_message(asked.schema(), array->get(), 1));
  EXPECT_EQ(message.node(1), (std::pair<std::int64_t, std::int64_t>{1, 0}));
}

TEST_F(IpcStreamTest, AStreamEndsWithAMarkAndNothing) {
  EXPECT_EQ(end_of_stream(), std::string("\xff\xff\xff\xff\0\0\0\0", 8));
}

TEST_F(IpcStreamTest, RowsEndAndErrorsAreTold) {
  engine::ArrowRows none = ask("SELECT 1 AS a WHERE false");
  EXPECT_FALSE(none.next());
  EXPECT_FALSE(none.next());
  const std::string failing =
      "SELECT CASE WHEN range = 50000 THEN error('boom') ELSE range::VARCHAR END FROM range(100000)";
  EXPECT_THROW(
      {
        engine::ArrowRows rows = ask(failing);
        while (rows.next()) continue;
      },
      Error);
}

}  // namespace
}  // namespace c360::arrow
