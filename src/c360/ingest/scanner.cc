#include "c360/ingest/scanner.h"

#include <bit>

#include "c360/ingest/byte_masks.h"

namespace c360::ingest {
namespace {

constexpr std::uint64_t bits_below(unsigned bit) {
  return bit >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bit) - 1;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::uint64_t begin, const CsvDialect& dialect, ContentHash* hash,
          std::uint64_t chunk_bytes)
      : text_(text), begin_(begin), dialect_(dialect), hash_(hash), chunk_bytes_(chunk_bytes), at_(begin) {
    chunk_.begin = begin;
    if (hash_ != nullptr) hash_->update(text_.substr(0, begin));
  }

  Scan run() {
    while (at_ < text_.size() || quoted_) {
      if (quoted_ && (at_ >= text_.size() || at_ - opened_at_ > kMaxQuotedBytes)) give_up_quote();
      if (at_ < text_.size()) block();
    }
    if (at_ > begin_ && !is_line_end(text_.back())) ++chunk_.records;
    if (chunk_.begin < text_.size()) cut(text_.size());
    return std::move(scan_);
  }

 private:
  static bool is_line_end(char c) { return c == '\n' || c == '\r'; }

  bool line_end_before(std::uint64_t at) const { return at == begin_ || is_line_end(text_[at - 1]); }

  bool quote_opens(std::uint64_t at) const { return line_end_before(at) || text_[at - 1] == dialect_.delimiter; }

  void block() {
    const Block block(text_.data() + at_, text_.data() + text_.size());
    const std::uint64_t lf = block.equal('\n');
    const std::uint64_t cr = block.equal('\r');
    note_line_ends(lf, cr);
    block_high_ = block.any_high();
    block_nul_ = block.equal('\0') != 0;
    high_ |= block_high_;
    chunk_.may_hold_nul |= block_nul_;
    const std::uint64_t ends = lf | cr;
    const std::uint64_t record_ends = ends & ~(ends << 1 | std::uint64_t{line_end_before(at_)});
    const std::uint64_t quotes = dialect_.quote ? block.equal(*dialect_.quote) : 0;
    if (quotes == 0 && skip_ == 0) {
      if (!quoted_) count(record_ends);
    } else {
      walk(quotes, record_ends);
    }
    at_ += kBlockBytes;
  }

  void note_line_ends(std::uint64_t lf, std::uint64_t cr) {
    const std::uint64_t after_cr = cr << 1 | std::uint64_t{at_ > 0 && text_[at_ - 1] == '\r'};
    const bool ends_in_cr = (cr >> 63) != 0 && at_ + kBlockBytes < text_.size();
    const bool lf_follows = ends_in_cr && text_[at_ + kBlockBytes] == '\n';
    const std::uint64_t before_lf = lf >> 1 | std::uint64_t{lf_follows} << 63;
    scan_.line_ends.crlf |= (lf & after_cr) != 0;
    scan_.line_ends.lf |= (lf & ~after_cr) != 0;
    scan_.line_ends.cr |= (cr & ~before_lf) != 0;
  }

  /// Goes from quote to quote through one block, counting the record ends outside of quoted fields.
  void walk(std::uint64_t quotes, std::uint64_t record_ends) {
    unsigned from = skip_;
    skip_ = 0;
    while (from < kBlockBytes) {
      const std::uint64_t left = quotes & ~bits_below(from);
      const auto quote = static_cast<unsigned>(std::countr_zero(left));
      if (!quoted_) count(record_ends & bits_below(quote) & ~bits_below(from));
      if (left == 0) return;
      from = quoted_ ? inside_quote(quote) : outside_quote(quote);
      if (gave_up_) return restart();
    }
    skip_ = from - static_cast<unsigned>(kBlockBytes);
  }

  unsigned outside_quote(unsigned bit) {
    if (quote_opens(at_ + bit)) {
      quoted_ = true;
      opened_at_ = at_ + bit;
    }
    return bit + 1;
  }

  unsigned inside_quote(unsigned bit) {
    const std::uint64_t at = at_ + bit;
    if (at + 1 < text_.size() && text_[at + 1] == *dialect_.quote) return bit + 2;
    if (at - opened_at_ > kMaxQuotedBytes) {
      gave_up_ = true;
    } else {
      quoted_ = false;
    }
    return bit + 1;
  }

  /// Leaves walk() so that the next block is the one after the line of the unclosed quote.
  void restart() {
    gave_up_ = false;
    give_up_quote();
    at_ -= kBlockBytes;
  }

  /// Ends the record of the unclosed quote with its line.
  void give_up_quote() {
    const std::size_t end = text_.find_first_of("\r\n", opened_at_);
    quoted_ = false;
    skip_ = 0;
    at_ = end == std::string_view::npos ? text_.size() : end;
  }

  void count(std::uint64_t record_ends) {
    if (at_ + kBlockBytes - chunk_.begin < chunk_bytes_) {
      chunk_.records += std::popcount(record_ends);
      return;
    }
    for (; record_ends != 0; record_ends &= record_ends - 1) {
      ++chunk_.records;
      const std::uint64_t end = at_ + static_cast<unsigned>(std::countr_zero(record_ends)) + 1;
      if (end - chunk_.begin >= chunk_bytes_) cut(end);
    }
  }

  void cut(std::uint64_t end) {
    chunk_.end = end;
    const std::string_view bytes = text_.substr(chunk_.begin, end - chunk_.begin);
    if (hash_ != nullptr) hash_->update(bytes);
    if (high_) check_text(bytes);
    scan_.records += chunk_.records;
    scan_.chunks.push_back(chunk_);
    chunk_ = {.begin = end, .end = end, .first_record = scan_.records + 1};
    chunk_.may_hold_nul = block_nul_;
    high_ = block_high_;
  }

  void check_text(std::string_view bytes) {
    const Utf8Check check = check_utf8(bytes);
    scan_.text.multibyte += check.multibyte;
    scan_.text.cut_at_end = scan_.text.invalid == 0 && check.cut_at_end && chunk_.end == text_.size();
    scan_.text.invalid += check.invalid;
    chunk_.may_hold_invalid = !check.valid();
  }

  std::string_view text_;
  std::uint64_t begin_;
  CsvDialect dialect_;
  ContentHash* hash_;
  std::uint64_t chunk_bytes_;
  std::uint64_t at_;  ///< where the block being looked at begins
  std::uint64_t opened_at_ = 0;
  unsigned skip_ = 0;  ///< bytes of the next block that belong to a doubled quote of this one
  bool quoted_ = false;
  bool gave_up_ = false;
  bool high_ = false;
  bool block_high_ = false;
  bool block_nul_ = false;
  Chunk chunk_;
  Scan scan_;
};

}  // namespace

Scan scan_records(std::string_view text, std::uint64_t begin, const CsvDialect& dialect, ContentHash* hash,
                  std::uint64_t chunk_bytes) {
  return Scanner(text, begin, dialect, hash, chunk_bytes).run();
}

}  // namespace c360::ingest
