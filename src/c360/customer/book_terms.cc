#include "c360/customer/book_terms.h"

#include <algorithm>
#include <cstring>

#include "c360/base/error.h"
#include "c360/customer/search_words.h"

namespace c360::customer {

void TermWriter::add(const Posting& posting) {
  if (posting.word != word_) end_word();
  if (posting.field != field_) end_field();
  if (documents_ > 0 && posting.document == last_) return;
  word_ = posting.word;
  field_ = posting.field;
  deltas_.number(documents_ == 0 ? posting.document : posting.document - last_);
  last_ = posting.document;
  ++documents_;
}

void TermWriter::end_field() {
  if (documents_ == 0) return;
  Packer head;
  head.number(field_);
  head.number(documents_);
  head.text(deltas_.bytes());
  fields_ += head.bytes();
  ++field_count_;
  deltas_.clear();
  documents_ = 0;
}

void TermWriter::end_word() {
  end_field();
  if (field_count_ == 0) return;
  offsets_.push_back(file_.size());
  Packer head;
  head.text(word_);
  head.number(field_count_);
  file_.write(head.bytes());
  file_.write(fields_);
  fields_.clear();
  field_count_ = 0;
}

void TermWriter::finish() {
  end_word();
  file_.begin(BookSection::kTermOffsets);
  for (const std::uint64_t offset : offsets_) file_.write(number_bytes(offset));
}

TermIndex::TermIndex(const BookFile& file)
    : terms_(file.section(BookSection::kTerms)),
      offsets_(file.section(BookSection::kTermOffsets).data()),
      size_(file.section(BookSection::kTermOffsets).size() / sizeof(std::uint64_t)) {
  if (size_ > 0 && file.number(BookSection::kTermOffsets, size_ - 1) >= terms_.size())
    throw Error(ErrorCode::kCorrupt, "a customer book points beyond its end");
}

Unpacker TermIndex::at(std::size_t term) const {
  std::uint64_t offset = 0;
  std::memcpy(&offset, offsets_ + term * sizeof offset, sizeof offset);
  Unpacker unpacker(terms_);
  unpacker.skip(offset);
  return unpacker;
}

std::string_view TermIndex::word(std::size_t term) const {
  return at(term).text();
}

std::pair<std::size_t, std::size_t> TermIndex::with_prefix(std::string_view prefix) const {
  std::size_t low = 0, high = size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (word(middle) < prefix) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return {low, after_prefix(prefix, low)};
}

/// Doubling steps, then halving them: mostly the end is near.
std::size_t TermIndex::after_prefix(std::string_view prefix, std::size_t from) const {
  std::size_t low = from, step = 1;
  while (low + step <= size() && word(low + step - 1).starts_with(prefix)) {
    low += step;
    step *= 2;
  }
  std::size_t high = std::min(low + step, size());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (word(middle).starts_with(prefix)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::uint64_t TermIndex::count(std::size_t term) const {
  Unpacker unpacker = at(term);
  unpacker.text();
  std::uint64_t postings = 0;
  for (std::uint64_t fields = unpacker.number(); fields > 0; --fields) {
    unpacker.number();
    postings += unpacker.number();
    unpacker.text();
  }
  return postings;
}

namespace {

/// The rows of typing_errors() for one beginning of words after another. Letters beyond those that a word within the
/// errors can have are not looked at.
class Rows {
 public:
  Rows(std::string_view asked, int most)
      : asked_(letters_of(asked)),
        most_(static_cast<std::uint8_t>(most)),
        deepest_(asked_.size() + most_ + 1),
        letters_(deepest_),
        rows_((deepest_ + 1) * width()) {
    for (std::size_t j = 0; j < width(); ++j) rows_[j] = static_cast<std::uint8_t>(j);
  }

  /// Takes the rows of a word, keeping those of what it has in common with the one before. The bytes of a beginning
  /// that has too many errors, whatever follows; 0 if there is none.
  std::size_t take(std::string_view word) {
    std::size_t depth = 0, at = 0;
    bool is_same = true;
    for (; at < word.size() && depth < deepest_; ++depth) {
      const std::size_t size = bytes_of_letters(word.substr(at), 1);
      const char32_t letter = letter_at(word.substr(at, size));
      at += size;
      is_same = is_same && depth < known_ && letters_[depth] == letter;
      if (is_same) continue;
      letters_[depth] = letter;
      known_ = depth + 1;
      if (add_row(depth + 1) > most_) return at;
    }
    depth_ = depth;
    known_ = is_same ? std::max(known_, depth) : known_;
    return 0;
  }
  int errors() const { return rows_[depth_ * width() + asked_.size()]; }

 private:
  std::size_t width() const { return asked_.size() + 1; }

  static char32_t letter_at(std::string_view bytes) {
    char32_t letter = 0;
    for (const char byte : bytes) letter = (letter << 8) | static_cast<unsigned char>(byte);
    return letter;
  }

  /// The least of the row.
  std::uint8_t add_row(std::size_t i) {
    std::uint8_t* now = &rows_[i * width()];
    const std::uint8_t* last = now - width();
    std::uint8_t least = now[0] = static_cast<std::uint8_t>(i);
    for (std::size_t j = 1; j < width(); ++j) {
      const std::uint8_t replaced = static_cast<std::uint8_t>(last[j - 1] + (asked_[j - 1] == letters_[i - 1] ? 0 : 1));
      const std::uint8_t best = static_cast<std::uint8_t>(std::min(last[j], now[j - 1]) + 1);
      now[j] = std::min(best, replaced);
      if (i > 1 && j > 1 && asked_[j - 1] == letters_[i - 2] && asked_[j - 2] == letters_[i - 1])
        now[j] = std::min(now[j], static_cast<std::uint8_t>(*(last - width() + j - 2) + 1));
      least = std::min(least, now[j]);
    }
    return least;
  }

  std::u32string asked_;
  std::uint8_t most_;
  std::size_t deepest_;
  std::vector<char32_t> letters_;
  std::vector<std::uint8_t> rows_;
  std::size_t known_ = 0;  ///< letters whose rows are there
  std::size_t depth_ = 0;  ///< letters of the word
};

}  // namespace

void TermIndex::with_errors(std::string_view asked, int most, const TakeTyped& take) const {
  if (most == 0) return;
  Rows rows(asked, most);
  for (std::size_t term = with_prefix(phone_end("")).second; term < size();) {
    const std::string_view text = word(term);
    if (const std::size_t hopeless = rows.take(text)) {
      term = after_prefix(text.substr(0, hopeless), term);
      continue;
    }
    if (rows.errors() <= most && !text.starts_with(asked)) take(term, rows.errors());
    ++term;
  }
}

}  // namespace c360::customer
