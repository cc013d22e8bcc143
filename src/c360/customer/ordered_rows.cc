#include "c360/customer/ordered_rows.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "c360/base/error.h"
#include "c360/customer/packing.h"
#include "c360/customer/scratch.h"
#include "c360/customer/shown_column.h"

namespace c360::customer {
namespace {

sql::Query ordered(const CustomerKey& key, sql::Query query, std::vector<sql::OrderBy> then) {
  sql::Query outer;
  outer.from = sql::subquery(std::move(query), "rows");
  const sql::Expr text = sql::column("key");
  outer.where = sql::is_not_null(text);
  outer.order_by = {{sql::cast(text, key.type), false, true}};
  for (sql::OrderBy& by : then) outer.order_by.push_back(std::move(by));
  return outer;
}

}  // namespace

int KeyOrder::compare(const std::string& a, const std::string& b) const {
  if (!is_number_) return a.compare(b);
  const std::int64_t x = std::strtoll(a.c_str(), nullptr, 10), y = std::strtoll(b.c_str(), nullptr, 10);
  return x < y ? -1 : x > y ? 1 : 0;
}

OrderedRows::OrderedRows(engine::Connection& connection, const CustomerKey& key, sql::Query query,
                         const SettingAside& aside, std::vector<sql::OrderBy> then)
    : folder_(aside.folder), file_(open_scratch(folder_)) {
  engine::Result result = connection.query(ordered(key, std::move(query), std::move(then)));
  values_.resize(result.columns().size());
  set_aside(result, aside);
  std::rewind(file_);
  next();
}

OrderedRows::~OrderedRows() {
  if (file_ != nullptr) std::fclose(file_);
}

OrderedRows::OrderedRows(OrderedRows&& other) noexcept
    : folder_(std::move(other.folder_)),
      file_(std::exchange(other.file_, nullptr)),
      values_(std::move(other.values_)),
      at_end_(other.at_end_) {}

void OrderedRows::set_aside(engine::Result& result, const SettingAside& aside) {
  Packer packer;
  while (const auto chunk = result.next()) {
    if (aside.stop != nullptr) aside.stop->check();
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      packer.clear();
      for (const auto& value : texts_in_row(*chunk, row, 0, values_.size())) packer.maybe(value);
      const auto size = static_cast<std::uint32_t>(packer.bytes().size());
      if (std::fwrite(&size, sizeof size, 1, file_) != 1 || std::fwrite(packer.bytes().data(), 1, size, file_) != size)
        throw_errno("write", folder_, errno);
    }
  }
  if (std::fflush(file_) != 0) throw_errno("write", folder_, errno);
}

void OrderedRows::next() {
  std::uint32_t size = 0;
  at_end_ = std::fread(&size, sizeof size, 1, file_) != 1;
  if (at_end_) return;
  bytes_.resize(size);
  if (std::fread(bytes_.data(), 1, size, file_) != size)
    throw Error(ErrorCode::kIo, "rows that were set aside cannot be read back");
  Unpacker unpacker(bytes_);
  for (auto& value : values_) value = unpacker.maybe();
}

bool OrderedRows::is_at(const KeyOrder& order, const std::string& key) {
  while (!at_end()) {
    const int place = order.compare(this->key(), key);
    if (place >= 0) return place == 0;
    next();
  }
  return false;
}

}  // namespace c360::customer
