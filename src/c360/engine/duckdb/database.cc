#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/database_state.h"

namespace c360::engine {

Database::Database(const Options& options)
    : impl_(std::make_unique<Impl>(Impl{std::make_shared<DatabaseState>(options)})) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Connection Database::connect() {
  return Connection(std::make_unique<Connection::Impl>(impl_->state));
}

void Database::set_calendar(const Calendar& calendar) {
  impl_->state->set_calendar(calendar);
}

bool Database::set_memory_limit(std::uint64_t bytes) {
  return impl_->state->set_memory_limit(bytes);
}

const sql::Dialect& Database::dialect() const {
  return impl_->state->dialect();
}

void Database::add(std::shared_ptr<const TableFunction> function) {
  impl_->state->add(std::move(function));
}

void Database::add(ScalarFunction function) {
  impl_->state->add(std::move(function));
}

sql::Relation Database::add(const std::string& name, std::shared_ptr<const LateTable> table) {
  return sql::table({impl_->state->add(name, std::move(table))});
}

}  // namespace c360::engine
