// A row's text as a careless export would write it: five ways to write a date, stray white space, any letter case, null
// tokens, quotes and line ends inside text, and what cannot be read at all where the row is meant to break rules.
#pragma once

#include <string>

#include "c360/generate/entity.h"

namespace c360::generate {

/// Writes the rows of one entity. One thread at a time.
class RowText {
 public:
  explicit RowText(const Entity& entity) : entity_(entity) {}

  /// Appends the header's line, without its end.
  void append_header(std::string& out) const;

  /// Appends a row of the key, without a line end. Copies of a row differ at most in their quotes.
  void append_row(std::int64_t key, const RowLabel& label, std::string& out);

  /// Appends a record that no reader can split into the entity's columns: too few fields, too many, or text after a
  /// closing quote.
  void append_malformed(std::int64_t key, std::string& out);

  /// Appends a row of null tokens alone; no two ordinals give the same, up to six to the power of the columns.
  void append_empty_row(std::int64_t ordinal, std::string& out) const;

 private:
  void write_field(std::size_t column, std::int64_t key, std::int64_t value, Fault fault);
  void write_fault(const Column& column, std::int64_t value, Fault fault);
  void write_plain(const Column& column, std::int64_t key, std::int64_t value);
  void write_dirty(const Column& column, std::int64_t key, std::int64_t value);
  void write_dirty_money(std::int64_t cents);
  void write_dirty_text(const Column& column);
  void append_field(bool quoted, std::string& out) const;
  std::size_t mark_of(const Faults& faults) const;

  const Entity& entity_;
  Random dirt_{0, 0, 0};
  std::string field_;
};

}  // namespace c360::generate
