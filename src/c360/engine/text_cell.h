// A text as DuckDB's vectors hold it: 16 bytes, short texts inside, long ones by pointer. Written here a second time so
// that row readers can fill vectors without a call into the engine; engine/duckdb/ asserts that the two agree.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace c360::engine {

class TextCell {
 public:
  /// The longest text that a cell holds itself.
  static constexpr std::size_t kInline = 12;

  TextCell() = default;

  /// A cell for a text; beyond kInline bytes it points at them, so they must outlive the cell.
  static TextCell of(std::string_view text) {
    TextCell cell;
    cell.length_ = static_cast<std::uint32_t>(text.size());
    if (text.size() <= kInline) {
      copy_short(cell.bytes_, text.data(), text.size());
    } else {
      std::memcpy(cell.bytes_, text.data(), kPrefix);
      const char* begin = text.data();
      std::memcpy(cell.bytes_ + kPrefix, &begin, sizeof begin);
    }
    return cell;
  }

  /// Valid as long as the cell and what it points at.
  std::string_view view() const {
    if (length_ <= kInline) return {bytes_, length_};
    const char* begin = nullptr;
    std::memcpy(&begin, bytes_ + kPrefix, sizeof begin);
    return {begin, length_};
  }

 private:
  static constexpr std::size_t kPrefix = 4;

  /// memcpy of at most kInline bytes by two overlapping moves of a fixed size: no call, few branches.
  static void copy_short(char* to, const char* from, std::size_t size) {
    if (size >= 8) {
      move<std::uint64_t>(to, from, size);
    } else if (size >= 4) {
      move<std::uint32_t>(to, from, size);
    } else if (size >= 2) {
      move<std::uint16_t>(to, from, size);
    } else if (size == 1) {
      *to = *from;
    }
  }

  template <typename Word>
  static void move(char* to, const char* from, std::size_t size) {
    Word first = 0;
    Word last = 0;
    std::memcpy(&first, from, sizeof first);
    std::memcpy(&last, from + size - sizeof last, sizeof last);
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + size - sizeof last, &last, sizeof last);
  }

  std::uint32_t length_ = 0;
  alignas(4) char bytes_[kInline] = {};  // unused bytes are zero: the engine compares whole cells
};

/// Keeps copies of texts until it is cleared; its memory is used again. One thread at a time.
class TextArena {
 public:
  std::string_view keep(std::string_view text) {
    if (text.size() > left_) grow(text.size());
    char* place = next_;
    std::memcpy(place, text.data(), text.size());
    next_ += text.size();
    left_ -= text.size();
    return {place, text.size()};
  }

  /// Gives up all texts. Keeps the largest block.
  void clear() {
    if (blocks_.empty()) return;
    blocks_.erase(blocks_.begin(), blocks_.end() - 1);
    next_ = blocks_.back().get();
    left_ = last_size_;
  }

 private:
  void grow(std::size_t needed) {
    constexpr std::size_t kFirst = std::size_t{64} * 1024;
    last_size_ = std::max({kFirst, last_size_ * 2, needed});
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(last_size_));
    next_ = blocks_.back().get();
    left_ = last_size_;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;  // each at least as large as the one before
  std::size_t last_size_ = 0;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace c360::engine
