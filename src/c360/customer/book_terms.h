// The words of all customers in a book, sorted, each with who has it: written in their order, found by their beginnings
// and with typing errors.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/customer/book_file.h"
#include "c360/customer/packing.h"
#include "c360/customer/term_sorter.h"

namespace c360::customer {

/// Writes the two sections of words.
class TermWriter {
 public:
  explicit TermWriter(BookFileWriter& file) : file_(file) {}
  /// In the order of TermSorter.
  void add(const Posting& posting);
  void finish();

 private:
  void end_field();
  void end_word();

  BookFileWriter& file_;
  std::vector<std::uint64_t> offsets_;
  std::string word_, fields_;
  std::uint64_t field_count_ = 0;
  std::uint8_t field_ = 0;
  std::uint32_t last_ = 0;
  std::uint64_t documents_ = 0;
  Packer deltas_;
};

/// Reads them. Any thread may.
class TermIndex {
 public:
  /// Throws Error(kCorrupt) where the sections are none of words.
  explicit TermIndex(const BookFile& file);

  std::size_t size() const { return size_; }
  std::string_view word(std::size_t term) const;
  /// Those that begin with a text: from, and up to but without, a term.
  std::pair<std::size_t, std::size_t> with_prefix(std::string_view prefix) const;

  /// Calls `take(field, document)` for all who have a term, field by field: documents ascend.
  template <class Take>
  void documents(std::size_t term, const Take& take) const;
  /// How many postings a term has.
  std::uint64_t count(std::size_t term) const;

  /// Terms that typing_errors() finds in a word within `most`, none of them exact or a longer word of its beginning.
  /// Walks the sorted words as a tree, and leaves out each branch whose beginning has too many errors already.
  using TakeTyped = std::function<void(std::size_t term, int errors)>;
  void with_errors(std::string_view asked, int most, const TakeTyped& take) const;

 private:
  Unpacker at(std::size_t term) const;
  /// The first term after `from` that does not begin with a text. Terms from `from` on are known not to be before it.
  std::size_t after_prefix(std::string_view prefix, std::size_t from) const;

  std::string_view terms_;
  const char* offsets_;
  std::size_t size_;
};

template <class Take>
void TermIndex::documents(std::size_t term, const Take& take) const {
  Unpacker unpacker = at(term);
  unpacker.text();
  for (std::uint64_t fields = unpacker.number(); fields > 0; --fields) {
    const auto field = static_cast<std::uint8_t>(unpacker.number());
    const std::uint64_t count = unpacker.number();
    Unpacker deltas(unpacker.text());
    std::uint64_t document = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      document += deltas.number();
      take(field, static_cast<std::uint32_t>(document));
    }
  }
}

}  // namespace c360::customer
