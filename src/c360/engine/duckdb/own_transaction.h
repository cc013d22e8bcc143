// A transaction of ours around statements that must see one moment.
#pragma once

#include <duckdb.h>

#include <cstdint>
#include <optional>

namespace c360::engine {

/// At most one at a time on a connection. One thread at a time.
class OwnTransaction {
 public:
  /// The connection must outlive it.
  explicit OwnTransaction(duckdb_connection connection) : connection_(connection) {}
  ~OwnTransaction() { end(); }
  OwnTransaction(const OwnTransaction&) = delete;
  OwnTransaction& operator=(const OwnTransaction&) = delete;

  /// Begins one; not where the user has begun one, in which the statements stand then.
  void begin();
  /// Commits it; rolls it back after a statement that failed. Nothing if there is none.
  void end();
  /// Its last statement runs, and its rows may be read for as long as no other begins: that one ends it.
  void leave() { left_ = open_; }
  void end_if_left();
  /// Finds out whether the user has begun one: to be called after what may have begun or ended it.
  void look_for_users();

 private:
  bool run(const char* statement);
  std::optional<std::uint64_t> transaction_id();

  duckdb_connection connection_;
  bool users_ = false;
  bool open_ = false;
  bool left_ = false;
};

}  // namespace c360::engine
