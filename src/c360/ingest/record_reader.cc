#include "c360/ingest/record_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "c360/ingest/byte_masks.h"

namespace c360::ingest {
namespace {

const char* find_byte(const char* from, const char* end, char byte) {
  const void* found = std::memchr(from, byte, static_cast<std::size_t>(end - from));
  return found == nullptr ? end : static_cast<const char*>(found);
}

std::string_view between(const char* from, const char* to) {
  return {from, static_cast<std::size_t>(to - from)};
}

}  // namespace

std::string field_value(const CsvField& field, char quote) {
  if (!field.doubled) return std::string(field.bytes);
  std::string value;
  value.reserve(field.bytes.size());
  for (std::size_t at = 0; at < field.bytes.size(); ++at) {
    value.push_back(field.bytes[at]);
    if (field.bytes[at] == quote) ++at;
  }
  return value;
}

RecordReader::RecordReader(std::string_view text, const Chunk& chunk, const CsvDialect& dialect,
                           std::size_t expected_fields)
    : text_begin_(text.data()),
      text_end_(text.data() + text.size()),
      chunk_end_(text.data() + chunk.end),
      at_(text.data() + chunk.begin),
      dialect_(dialect),
      expected_(expected_fields),
      check_text_(chunk.may_hold_invalid),
      check_nul_(chunk.may_hold_nul),
      next_number_(chunk.first_record) {}

bool RecordReader::next(CsvRecord& record) {
  while (at_ < chunk_end_ && (*at_ == '\n' || *at_ == '\r')) ++at_;
  if (at_ >= chunk_end_) return false;
  const char* begin = at_;
  record.number = next_number_++;
  record.fields.clear();
  record.field_count = 0;
  record.fault = RecordFault::kNone;
  line_lost_ = false;
  read_field(record);
  while (!line_lost_ && !at_line_end()) {
    ++at_;
    read_field(record);
  }
  record.raw = between(begin, at_);
  judge(record);
  return true;
}

void RecordReader::read_field(CsvRecord& record) {
  if (dialect_.quote && at_ < text_end_ && *at_ == *dialect_.quote) return read_quoted(record);
  const char* begin = at_;
  at_ = next_stop(at_);
  finish_field(record, {between(begin, at_)});
}

void RecordReader::read_quoted(CsvRecord& record) {
  const char* open = at_;
  bool doubled = false;
  const char* close = closing_quote(open, doubled);
  if (close == nullptr) {
    while (!at_line_end()) ++at_;
    line_lost_ = true;
    finish_field(record, {between(open, at_)});
    return set_fault(record, RecordFault::kQuoteNeverClosed);
  }
  at_ = close + 1;
  finish_field(record, {between(open + 1, close), true, doubled});
  if (at_line_end() || *at_ == dialect_.delimiter) return;
  at_ = next_stop(at_);
  set_fault(record, RecordFault::kTextAfterQuote);
}

void RecordReader::finish_field(CsvRecord& record, const CsvField& field) {
  ++record.field_count;
  if (expected_ == 0 || record.field_count <= expected_) record.fields.push_back(field);
}

void RecordReader::set_fault(CsvRecord& record, RecordFault fault) const {
  if (record.fault != RecordFault::kNone) return;
  record.fault = fault;
  record.fault_field = record.field_count;
}

void RecordReader::judge(CsvRecord& record) const {
  if (check_nul_ && record.raw.find('\0') != std::string_view::npos) set_fault(record, RecordFault::kNulByte);
  if (check_text_ && !check_utf8(record.raw).valid()) set_fault(record, RecordFault::kInvalidText);
  if (expected_ == 0 || record.field_count == expected_) return;
  set_fault(record, record.field_count < expected_ ? RecordFault::kTooFewFields : RecordFault::kTooManyFields);
}

const char* RecordReader::closing_quote(const char* open, bool& doubled) const {
  const char quote = *dialect_.quote;
  const auto left = static_cast<std::uint64_t>(text_end_ - open);
  const char* limit = left > kMaxQuotedBytes ? open + kMaxQuotedBytes + 1 : text_end_;
  const char* at = open + 1;
  while ((at = find_byte(at, limit, quote)) < limit) {
    if (at + 1 == text_end_ || at[1] != quote) return at;
    doubled = true;
    at = std::min(at + 2, limit);
  }
  return nullptr;
}

void RecordReader::load(const char* from) {
  const Block block(from, text_end_);
  block_ = from;
  stops_ = block.equal(dialect_.delimiter) | block.equal('\n') | block.equal('\r');
}

const char* RecordReader::next_stop(const char* from) {
  if (block_ == nullptr || from < block_ || from >= block_ + kBlockBytes) load(from);
  std::uint64_t stops = stops_ & (~std::uint64_t{0} << (from - block_));
  while (stops == 0) {
    if (text_end_ - block_ <= static_cast<std::ptrdiff_t>(kBlockBytes)) return text_end_;
    load(block_ + kBlockBytes);
    stops = stops_;
  }
  return block_ + std::countr_zero(stops);
}

}  // namespace c360::ingest
