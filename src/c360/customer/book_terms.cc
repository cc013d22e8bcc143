#include "c360/customer/book_terms.h"

#include <algorithm>

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

Unpacker TermIndex::at(std::size_t term) const {
  const std::string_view terms = file_.section(BookSection::kTerms);
  Unpacker unpacker(terms);
  unpacker.skip(file_.number(BookSection::kTermOffsets, term));
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

/// The rows of typing_errors() for one beginning of words after another.
class Rows {
 public:
  Rows(std::string_view asked, int most) : asked_(letters_of(asked)), most_(most) {
    rows_.emplace_back();
    for (std::size_t i = 0; i <= asked_.size(); ++i) rows_.back().push_back(static_cast<int>(i));
  }

  /// Takes the rows of a word, keeping those of what it has in common with the one before. The number of letters after
  /// which it has too many errors, whatever follows; nullopt if it never has.
  std::optional<std::size_t> take(const std::u32string& word) {
    const auto mismatch = std::mismatch(word.begin(), word.end(), word_.begin(), word_.end());
    std::size_t known = std::min(static_cast<std::size_t>(mismatch.first - word.begin()), rows_.size() - 1);
    word_ = word;
    rows_.resize(known + 1);
    for (; known < word.size(); ++known) {
      add_row();
      if (*std::min_element(rows_.back().begin(), rows_.back().end()) > most_) return known + 1;
    }
    return std::nullopt;
  }
  int errors() const { return rows_.back().back(); }

 private:
  void add_row() {
    const std::size_t i = rows_.size();
    std::vector<int> now(asked_.size() + 1);
    const std::vector<int>& last = rows_.back();
    now[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= asked_.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (asked_[j - 1] == word_[i - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && asked_[j - 1] == word_[i - 2] && asked_[j - 2] == word_[i - 1])
        now[j] = std::min(now[j], rows_[i - 2][j - 2] + 1);
    }
    rows_.push_back(std::move(now));
  }

  std::u32string asked_, word_;
  int most_;
  std::vector<std::vector<int>> rows_;
};

}  // namespace

void TermIndex::with_errors(std::string_view asked, int most, const TakeTyped& take) const {
  if (most == 0) return;
  Rows rows(asked, most);
  for (std::size_t term = with_prefix(phone_end("")).second; term < size();) {
    const std::string_view text = word(term);
    if (const auto hopeless = rows.take(letters_of(text))) {
      term = after_prefix(text.substr(0, bytes_of_letters(text, *hopeless)), term);
      continue;
    }
    if (rows.errors() <= most && !text.starts_with(asked)) take(term, rows.errors());
    ++term;
  }
}

}  // namespace c360::customer
