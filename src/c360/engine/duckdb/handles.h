// Owners of what the C API hands out.
#pragma once

#include <duckdb.h>

#include <string>
#include <utility>

namespace c360::engine {

/// Owns one C API object and destroys it. Move-only.
template <typename Raw, void (*destroy)(Raw*)>
class Handle {
 public:
  Handle() = default;
  explicit Handle(Raw raw) : raw_(raw) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      raw_ = std::exchange(other.raw_, nullptr);
    }
    return *this;
  }

  Raw get() const { return raw_; }
  /// Where a C function puts a new object; what was owned is destroyed.
  Raw* out() {
    reset();
    return &raw_;
  }
  explicit operator bool() const { return raw_ != nullptr; }
  void reset() {
    if (raw_ != nullptr) destroy(&raw_);
    raw_ = nullptr;
  }

 private:
  Raw raw_ = nullptr;
};

using DatabaseHandle = Handle<duckdb_database, duckdb_close>;
using ConnectionHandle = Handle<duckdb_connection, duckdb_disconnect>;
using ConfigHandle = Handle<duckdb_config, duckdb_destroy_config>;
using PreparedHandle = Handle<duckdb_prepared_statement, duckdb_destroy_prepare>;
using ExtractedHandle = Handle<duckdb_extracted_statements, duckdb_destroy_extracted>;
using DataChunkHandle = Handle<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using LogicalTypeHandle = Handle<duckdb_logical_type, duckdb_destroy_logical_type>;
using ValueHandle = Handle<duckdb_value, duckdb_destroy_value>;
using TableFunctionHandle = Handle<duckdb_table_function, duckdb_destroy_table_function>;
using ScalarFunctionHandle = Handle<duckdb_scalar_function, duckdb_destroy_scalar_function>;
using ExpressionHandle = Handle<duckdb_expression, duckdb_destroy_expression>;
using ClientContextHandle = Handle<duckdb_client_context, duckdb_destroy_client_context>;
using ErrorDataHandle = Handle<duckdb_error_data, duckdb_destroy_error_data>;

/// A result, which the C API keeps by value.
class ResultHandle {
 public:
  ResultHandle() = default;
  ~ResultHandle() { duckdb_destroy_result(&raw_); }
  ResultHandle(const ResultHandle&) = delete;
  ResultHandle& operator=(const ResultHandle&) = delete;

  duckdb_result* get() { return &raw_; }

 private:
  duckdb_result raw_{};
};

/// The text of a C string that the engine allocated, which is freed.
inline std::string take_text(char* text) {
  if (text == nullptr) return {};
  std::string copy(text);
  duckdb_free(text);
  return copy;
}

}  // namespace c360::engine
