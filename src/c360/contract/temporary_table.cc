#include "c360/contract/temporary_table.h"

#include <utility>

#include "c360/base/error.h"

namespace c360::contract {

TemporaryTable::TemporaryTable(engine::Connection& connection, std::string name, const sql::Query& rows)
    : connection_(connection), name_(std::move(name)), rows_(connection.create_table_as({name_}, rows)) {}

TemporaryTable::~TemporaryTable() {
  try {
    connection_.drop_table({name_});
  } catch (const Error&) {  // a cancelled connection refuses; the table goes with it
  }
}

}  // namespace c360::contract
