// Which whole numbers were met, and which of them more than once: two bits a number, kept only where numbers are. Keys
// that count up take a quarter of a byte each, where a hash table takes tens of bytes and more time.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace c360::values {

/// Numbers of a column, as an engine holds them: values beside a bit for each that is there (none: all are).
struct IntegerBatch {
  const std::int64_t* values = nullptr;
  const std::uint64_t* validity = nullptr;
  std::size_t size = 0;

  bool is_null(std::size_t row) const { return validity != nullptr && (validity[row / 64] >> (row % 64) & 1U) == 0; }
};

/// Takes any 64-bit numbers, but gives up where they lie so far apart that it would outgrow its limit. Any thread may
/// note numbers; asking is for the time after all are noted, and then for any thread.
class IntegerTally {
 public:
  explicit IntegerTally(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Notes all numbers; `before[i]`: whether number i was met before, NULLs being one number. After giving up, false
  /// for all.
  void note(const IntegerBatch& batch, bool* before);

  /// Whether a number was met; false for NULL. Meaningless after giving up.
  void find(const IntegerBatch& batch, bool* found) const;
  /// Whether a number, or NULL, was met more than once. Meaningless after giving up.
  void find_repeated(const IntegerBatch& batch, bool* repeated) const;

  /// Whether the numbers lay too far apart; then nothing else but rows() is to be believed.
  bool gave_up() const { return gave_up_; }
  /// How many numbers, NULLs included, were noted.
  std::int64_t rows() const { return rows_; }
  /// How many of them had been met before.
  std::int64_t repeats() const { return repeats_; }
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr unsigned kPageBits = 12;    // numbers of a page
  static constexpr unsigned kRegionBits = 12;  // pages of a region

  struct Page {
    std::array<std::uint64_t, (std::size_t{1} << kPageBits) / 64> met{}, met_again{};
  };
  using Region = std::array<std::unique_ptr<Page>, std::size_t{1} << kRegionBits>;
  /// The region that was asked for last: neighbours in a column are mostly neighbours as numbers.
  struct Cursor {
    std::int64_t number = 0;
    Region* region = nullptr;
  };

  bool note_one(std::int64_t value, Cursor& cursor);
  Region& region(std::int64_t number);
  const Page* page(std::int64_t value, Cursor& cursor) const;
  void take(std::size_t bytes) { bytes_ += bytes; }
  void give_up();

  std::size_t most_bytes_;
  std::mutex mutex_;  // guards noting
  std::unordered_map<std::int64_t, std::unique_ptr<Region>> regions_;
  std::size_t bytes_ = 0;
  std::int64_t rows_ = 0, repeats_ = 0, nulls_ = 0;
  std::atomic<bool> gave_up_ = false;
};

}  // namespace c360::values
