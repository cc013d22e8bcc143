// What stands in a publish target, read back: for proofs that the numbers there are those of the lakehouse.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/table_name.h"
#include "c360/project/project.h"
#include "c360/sql/query.h"
#include "c360/sql/table_definition.h"

namespace c360::publish {

/// One moment of a place that tables were published or exported to, whatever becomes of it meanwhile. One thread at a
/// time; the connection that it reads into must outlive it.
class PublishedTables {
 public:
  virtual ~PublishedTables() = default;
  /// For people: "schema retail360 of shop on localhost".
  virtual std::string place() const = 0;
  /// The lakehouse's snapshot whose rows were put there.
  virtual std::int64_t snapshot() const = 0;
  /// Whether a table of the project ("silver.orders") is there.
  virtual bool has(const lakehouse::TableName& source) const = 0;
  /// Makes its rows a table or view of the project's name in the connection. `columns` are the lakehouse's: the names
  /// to read and the types to read them as. Throws Error(kData) for values that are none of their type, Error(kNotFound
  /// or kConflict) for a table or column that another hand took away, Error(kCancelled).
  virtual void read(const lakehouse::TableName& source, const std::vector<sql::ColumnDefinition>& columns) = 0;
};

/// Opens a target to read it into a connection, which should have a database of its own. Nothing in the target is
/// changed. Throws Error(kNotFound) where nothing was published yet, Error(kConflict) for another project's tables, and
/// for databases what their Connection throws.
std::unique_ptr<PublishedTables> open_published(const project::Project& project, const project::PublishTarget& target,
                                                engine::Connection& into, const Cancellation& cancellation);

/// Makes a relation's columns a view of the project's name, each cast to its type.
void show_as(engine::Connection& into, const lakehouse::TableName& name,
             const std::vector<sql::ColumnDefinition>& columns, sql::Relation rows);
/// Makes a table of the project's name without rows, for what is not there.
void show_nothing(engine::Connection& into, const lakehouse::TableName& name,
                  const std::vector<sql::ColumnDefinition>& columns);
/// Makes the rows of a CSV file with these columns, in this order, a table of the project's name; lists, maps and
/// structs are JSON there.
void load_csv(engine::Connection& into, const lakehouse::TableName& name,
              const std::vector<sql::ColumnDefinition>& columns, const std::filesystem::path& file);

}  // namespace c360::publish
