#include "c360/engine/key_tally.h"

#include <string>
#include <utility>

#include "c360/engine/duckdb/connection_impl.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

constexpr std::uint64_t kTallyShareOfMemory = 32;  // one part in as many

}  // namespace

struct KeyTally::Impl {
  std::shared_ptr<DatabaseState> database;
  std::shared_ptr<values::IntegerTally> numbers;
  std::string name;

  sql::Expr call(std::string_view function, sql::Expr number) const {
    return sql::call(function, {std::move(number), sql::literal(name)});
  }
};

KeyTally::KeyTally(Connection& connection) : impl_(std::make_unique<Impl>()) {
  impl_->database = connection.impl().database;
  impl_->numbers = std::make_shared<values::IntegerTally>(impl_->database->memory_limit() / kTallyShareOfMemory);
  impl_->name = impl_->database->key_tallies().add(impl_->numbers);
}

KeyTally::~KeyTally() {
  impl_->database->key_tallies().remove(impl_->name);
}

sql::Expr KeyTally::note(sql::Expr key) const {
  return impl_->call(sql::fn::kNoteKey, std::move(key));
}

sql::Expr KeyTally::is_repeated(sql::Expr key) const {
  return impl_->call(sql::fn::kIsRepeatedKey, std::move(key));
}

sql::Expr KeyTally::contains(sql::Expr value) const {
  return impl_->call(sql::fn::kIsKnownKey, std::move(value));
}

const values::IntegerTally& KeyTally::numbers() const {
  return *impl_->numbers;
}

}  // namespace c360::engine
