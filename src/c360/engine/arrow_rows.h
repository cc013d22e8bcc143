// Rows of a result as Arrow's C data (https://arrow.apache.org/docs/format/CDataInterface.html).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "c360/engine/engine.h"

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

// The structures of the C data interface, which all libraries agree on by their layout.
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif

namespace c360::engine {

/// One structure of the C data interface, released with its owner. Move-only.
template <typename Data>
class ArrowOwner {
 public:
  ArrowOwner() = default;
  ~ArrowOwner() { release(); }
  ArrowOwner(ArrowOwner&& other) noexcept : data_(other.data_) { other.data_.release = nullptr; }
  ArrowOwner& operator=(ArrowOwner&& other) noexcept {
    release();
    data_ = other.data_;
    other.data_.release = nullptr;
    return *this;
  }

  const Data& get() const { return data_; }
  /// For the function that fills it in.
  Data* out() { return &data_; }

 private:
  void release() {
    if (data_.release != nullptr) data_.release(&data_);
    data_.release = nullptr;
  }

  Data data_{};
};

/// A result's rows, streamed as record batches. As the result itself: it must not outlive its connection; one thread at
/// a time.
class ArrowRows {
 public:
  /// Takes the result, of which nothing was fetched. Throws Error(kEngine) for a type that Arrow does not have.
  explicit ArrowRows(Result result);

  /// A struct with a child for each column.
  const ArrowSchema& schema() const { return schema_.get(); }
  /// The next rows, as a struct array; nullopt after the last. Throws Error(kEngine or kCancelled).
  std::optional<ArrowOwner<ArrowArray>> next();

 private:
  Result result_;
  ArrowOwner<ArrowSchema> schema_;
};

/// Writes the rows of one SELECT of the user's, with values for its ? marks, to one Parquet file as copy_to_parquet()
/// does: at most `limit` of them. Throws Error(kEngine, kCancelled or kNoSpace).
void copy_user_sql_to_parquet(Connection& connection, std::string_view select,
                              const std::vector<std::string>& parameters, std::optional<std::int64_t> limit,
                              const std::filesystem::path& file);

}  // namespace c360::engine
