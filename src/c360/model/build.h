// One model built: its rows written, its promises tested. The connection holds views of all that it reads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/write.h"
#include "c360/project/project.h"

namespace c360::model {

/// A built model. Nobody sees its files before a commit or a moment names them.
struct Built {
  const project::ModelSpec* spec = nullptr;
  delta::Schema schema;
  lakehouse::WrittenRows written;  ///< table and parquet: the data files
};

/// Runs a model's SELECT and writes its rows (table: into the Delta table's folder; parquet: into a new folder below
/// it, named by `run_id`; view: nothing). Throws Error(kProject) naming the model's file and line where the SELECT does
/// not compile or run.
Built build(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::ModelSpec& spec,
            const std::string& run_id);

/// The columns a model's SELECT gives, without running it. Throws Error(kProject) with file and line.
std::vector<engine::ResultColumn> describe(engine::Connection& connection, const project::ModelSpec& spec);
std::vector<engine::ResultColumn> describe(engine::Connection& connection, const project::TestSpec& test);

/// Throws Error(kProject) if the view of the model in the connection lacks a column of its grain or references.
void check_columns(engine::Connection& connection, const project::ModelSpec& spec);

/// The folder, in the model's schema, that a build of a `materialize: parquet` model fills.
std::string parquet_folder(const project::ModelSpec& spec, const std::string& run_id);

/// Tests the declared grain (no two rows alike in it) and references (every value that is not NULL stands in the other
/// table) on the view of the model in the connection. Throws Error(kData) with the first offending values.
void test_promises(engine::Connection& connection, const project::ModelSpec& spec);

/// Runs a user's test. Throws Error(kData) with its first rows if it gives any.
void run_test(engine::Connection& connection, const project::TestSpec& test);

}  // namespace c360::model
