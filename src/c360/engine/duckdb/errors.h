// The engine's errors turned into ours.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "c360/base/error.h"

namespace c360::engine {

/// Our own errors on their way through the engine, which carries nothing but text: an Error thrown in one of our
/// functions is kept here under a mark, and found again when a statement fails with that mark in its message. Any
/// thread may call.
class ErrorLedger {
 public:
  /// Keeps an error; the text to fail with inside the engine.
  std::string keep(const Error& error);
  /// The error whose mark is in the text; nullopt where none is.
  std::optional<Error> find(std::string_view text) const;

  /// What the engine may use, in bytes, for errors to tell; spill 0: what the disk has.
  void set_limits(std::uint64_t memory, std::uint64_t spill) {
    memory_limit_ = memory;
    spill_limit_ = spill;
  }
  std::uint64_t memory_limit() const { return memory_limit_; }
  std::uint64_t spill_limit() const { return spill_limit_; }

 private:
  static constexpr std::size_t kMost = 64;  // of several threads that fail at once, only one is asked for

  std::atomic<std::uint64_t> memory_limit_ = 0;
  std::atomic<std::uint64_t> spill_limit_ = 0;
  mutable std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::deque<std::pair<std::uint64_t, Error>> errors_;
};

/// Marks around SQL that a user wrote inside a larger statement, so that an error's place can be told in their text.
inline constexpr std::string_view kUserTextBegin = "/*c360:user*/";
inline constexpr std::string_view kUserTextEnd = "\n/*c360:end*/";

/// Where a position lies in a statement, in bytes: the engine's parser counts characters, everything after it bytes.
std::size_t byte_offset(std::string_view statement, std::size_t position, bool in_characters);

/// Line and column of a byte of a statement within the user's text that holds it (between the marks, or all of the
/// statement if there are none and `all_user`); unknown where it lies outside.
Location place_in(std::string_view statement, std::size_t position, bool all_user);

/// Ours for what the engine says (in its JSON form, see errors_as_json) about a statement; `where` is the place_in()
/// it.
Error to_error(const ErrorLedger& ledger, std::string_view engine_text, std::string_view statement, bool all_user);

}  // namespace c360::engine
