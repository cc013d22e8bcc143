#include "c360/engine/duckdb/database_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "c360/base/ids.h"
#include "c360/base/machine.h"
#include "c360/engine/duckdb/calendar_macros.h"
#include "c360/engine/duckdb/native_functions.h"
#include "c360/engine/duckdb/scalar_registration.h"
#include "c360/engine/duckdb/table_registration.h"

namespace c360::engine {

namespace {

constexpr std::uint64_t kPercentOfMemory = 60;

int threads_of(const Options& options) {
  return options.threads > 0 ? options.threads : usable_threads();
}

void set(const ConfigHandle& config, const char* name, const std::string& value) {
  if (duckdb_set_config(config.get(), name, value.c_str()) != DuckDBSuccess) {
    throw Error(ErrorCode::kInternal, fmt::format("the engine does not take {} = {}", name, value));
  }
}

std::uint64_t memory_limit_of(const Options& options) {
  return options.memory_limit_bytes > 0 ? options.memory_limit_bytes : usable_memory() / 100 * kPercentOfMemory;
}

ConfigHandle configure(const Options& options, const std::filesystem::path& spill_directory) {
  ConfigHandle config;
  duckdb_create_config(config.out());
  set(config, "memory_limit", fmt::format("{}B", memory_limit_of(options)));
  set(config, "threads", std::to_string(threads_of(options)));
  set(config, "temp_directory", spill_directory.string());
  set(config, "autoload_known_extensions", "false");
  set(config, "autoinstall_known_extensions", "false");
  set(config, "allow_community_extensions", "false");
  set(config, "preserve_insertion_order", "false");
  set(config, "errors_as_json", "true");
  return config;
}

/// How many bits the range of a GROUP BY's whole numbers and dates may have for the engine to gather their groups in an
/// array, two to four times faster than in a hash table. Each thread has such an array, and the engine does
/// not count it towards its memory limit: with 128 bytes a group (some five sums), which is more than most need, all of
/// them take half as much as the limit.
/// More than four groups a row of the largest table would be empty ones, whose making takes longer than all the rest.
int array_bits_for(std::uint64_t memory_limit, int threads, std::int64_t rows) {
  constexpr std::uint64_t kBytesOfGroup = 128;
  constexpr int kFewest = 12;  // the engine's own choice
  constexpr int kMost = 24;
  const std::uint64_t groups = memory_limit / 2 / kBytesOfGroup / static_cast<std::uint64_t>(threads);
  const int that_fit = static_cast<int>(std::bit_width(groups)) - 1;
  const int that_are_used = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(rows))) + 1;
  return std::clamp(std::min(that_fit, that_are_used), kFewest, kMost);
}

/// How many rows files that are read one by one may have, so that what a GROUP BY makes of them fits in memory.
std::int64_t most_rows_apart(const Options& options) {
  constexpr std::uint64_t kBytesOfRow = 128;
  return static_cast<std::int64_t>(memory_limit_of(options) / kBytesOfRow);
}

std::filesystem::path default_spill_directory() {
  return std::filesystem::temp_directory_path() / ("c360-spill-" + random_uuid());
}

}  // namespace

DatabaseState::DatabaseState(const Options& options)
    : memory_limit_(memory_limit_of(options)),
      spill_limit_(options.spill_limit_bytes),
      threads_(threads_of(options)),
      spill_directory_(options.spill_directory.empty() ? default_spill_directory() : options.spill_directory),
      remove_spill_directory_(options.spill_directory.empty()) {
  ledger_.set_limits(memory_limit_, spill_limit_);
  const ConfigHandle config = configure(options, spill_directory_);
  char* reason = nullptr;
  if (duckdb_open_ext(nullptr, database_.out(), config.get(), &reason) != DuckDBSuccess) {
    throw Error(ErrorCode::kEngine, "cannot start the SQL engine: " + take_text(reason));
  }
  admin_ = connect();
  // Squeezing and stretching keys around every join costs more than the narrower keys save. The engine reads this set
  // without a lock whenever it compiles a statement: it must never change again (DuckDB 1.5.6).
  run(admin_, "SET GLOBAL disabled_optimizers = 'compressed_materialization'");
  // As a setting of the configuration it is shown, but does not hold (DuckDB 1.5.6).
  if (spill_limit_ > 0) run(admin_, fmt::format("SET GLOBAL max_temp_directory_size = '{}B'", spill_limit_).c_str());
  catalog_ = std::make_unique<ParquetCatalog>(connect(), most_rows_apart(options));
  late_tables_ = std::make_unique<LateTables>(*catalog_, ledger_);
  late_tables_->register_with(database_.get());
  run(admin_, "SET GLOBAL TimeZone = 'UTC'");
  register_key_functions(admin_.get(), key_tallies_, ledger_);
  register_set_aside(admin_.get(), row_sinks_, ledger_);
  register_table_function(admin_.get(), late_tables_->stand_in(), ledger_);
  const auto names = functions_for_users();
  provide({names.begin(), names.end()});
  for (const std::string& statement : calendar_macros(calendar_)) run(admin_, statement.c_str());
}

DatabaseState::~DatabaseState() {
  if (!retired_.empty()) end_threads();
  retired_.clear();
  admin_.reset();
  catalog_.reset();
  database_.reset();
  std::error_code ignored;
  if (remove_spill_directory_) std::filesystem::remove_all(spill_directory_, ignored);
}

void DatabaseState::run(const ConnectionHandle& connection, const char* statement) {
  ResultHandle result;
  if (duckdb_query(connection.get(), statement, result.get()) != DuckDBSuccess) {
    throw to_error(ledger_, duckdb_result_error(result.get()), statement, false);
  }
}

ConnectionHandle DatabaseState::connect() {
  ConnectionHandle connection;
  if (duckdb_connect(database_.get(), connection.out()) != DuckDBSuccess) {
    throw Error(ErrorCode::kEngine, "cannot open another connection to the SQL engine");
  }
  return connection;
}

int DatabaseState::array_bits() const {
  return array_bits_for(memory_limit_, threads_, catalog_->most_rows());
}

void DatabaseState::set_array_bits(const ConnectionHandle& connection, int bits) {
  run(connection, fmt::format("SET SESSION perfect_ht_threshold = {}", bits).c_str());
}

void DatabaseState::retire(ConnectionHandle connection) noexcept {
  constexpr std::chrono::minutes kKept{5};
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  retired_.emplace_back(now, std::move(connection));
  while (now - retired_.front().first > kKept) retired_.pop_front();
}

void DatabaseState::end_threads() noexcept {
  try {
    run(admin_, "SET GLOBAL threads = 1");
    run(admin_, "SELECT 1");  // the next statement joins the threads that are too many
  } catch (const std::exception&) {
    // They end with the database, then.
  }
}

bool DatabaseState::set_memory_limit(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  try {
    run(admin_, fmt::format("SET GLOBAL memory_limit = '{}B'", bytes).c_str());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kMemory) throw;
    return false;
  }
  memory_limit_ = bytes;
  ledger_.set_limits(bytes, spill_limit_);
  return true;
}

void DatabaseState::set_calendar(const Calendar& calendar) {
  const std::lock_guard lock(mutex_);
  if (calendar == calendar_) return;
  require_time_zone(calendar.time_zone, [this](const std::string& statement) { run(admin_, statement.c_str()); });
  for (const std::string& statement : calendar_macros(calendar)) run(admin_, statement.c_str());
  calendar_ = calendar;
}

void DatabaseState::take_name(const std::string& name) {
  if (!names_.insert(name).second) {
    throw Error(ErrorCode::kInternal, fmt::format("a function '{}' exists already", name));
  }
}

void DatabaseState::add(std::shared_ptr<const TableFunction> function) {
  const std::lock_guard lock(mutex_);
  take_name(function->name());
  register_table_function(admin_.get(), std::move(function), ledger_);
}

void DatabaseState::add(ScalarFunction function) {
  const std::lock_guard lock(mutex_);
  take_name(function.name);
  register_scalar_function(admin_.get(), std::move(function), ledger_);
}

std::string DatabaseState::add(const std::string& name, std::shared_ptr<const LateTable> table) {
  return late_tables_->put(name, std::move(table));
}

void DatabaseState::provide(const std::set<std::string>& functions) {
  const std::lock_guard lock(mutex_);
  for (const auto& name : functions) {
    if (names_.contains(name)) continue;
    auto function = native_function(name);
    if (!function) throw Error(ErrorCode::kInternal, fmt::format("no native function '{}'", name));
    register_scalar_function(admin_.get(), std::move(*function), ledger_);
    names_.insert(name);
  }
}

}  // namespace c360::engine
