#include "c360/generate/row_text.h"

#include <array>

#include "c360/generate/dirt.h"
#include "c360/generate/text_buffer.h"

namespace c360::generate {
namespace {

constexpr std::int64_t kDirtyRows = 200'000, kCaseChanges = 300'000, kPads = 80'000, kStretches = 80'000;
constexpr std::int64_t kDisturbed = 20'000, kOtherFormat = 800'000, kOtherMoney = 400'000;
constexpr std::int64_t kDateFormats = 5;
constexpr std::array<std::string_view, 6> kEmptyTokens = {"", "NA", "n/a", "null", "NULL", "N/A"};

std::string_view word_at(Words words, std::uint64_t bits) {
  return words[static_cast<std::size_t>(bits % words.size())];
}

void append_name(std::int64_t number, std::string& out) {
  const auto bits = static_cast<std::uint64_t>(number);
  out += word_at(words::kFirstNames, bits & 0xffff);
  out.push_back(' ');
  out += word_at(words::kLastNames, bits >> 16 & 0xffff);
}

// Bits above the names choose the host; a number of kBadEmail and more gives what no address can be.
void append_email(std::int64_t number, std::int64_t key, std::string& out) {
  const auto bits = static_cast<std::uint64_t>(number);
  const std::uint64_t fault = number >= kBadEmail ? 1 + bits % 3 : 0;
  out += word_at(words::kFirstNames, bits & 0xffff);
  out.push_back('.');
  out += word_at(words::kLastNames, bits >> 16 & 0xffff);
  append_number(key, out);
  if (fault != 1) out += fault == 2 ? "@@" : "@";
  out += fault == 3 ? std::string_view("example") : word_at(words::kMailHosts, bits >> 32 & 0xff);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

void append_address(std::int64_t number, std::string& out) {
  const auto bits = static_cast<std::uint64_t>(number);
  append_number(static_cast<std::int64_t>(1 + (bits & 0xfff)), out);
  out.push_back(' ');
  out += word_at(words::kStreets, bits >> 12 & 0xff);
  out += ", ";
  out += word_at(words::kCities, bits >> 20 & 0xff);
  out += ", ";
  append_padded(static_cast<std::int64_t>((bits >> 28) % 100'000), 5, out);
}

bool is_text(const Column& column) {
  return column.kind == Kind::kWord || column.kind == Kind::kName;
}

std::size_t first_text(const std::vector<Column>& columns) {
  std::size_t at = 0;
  while (at < columns.size() && !is_text(columns[at])) ++at;
  return at;
}

}  // namespace

void RowText::append_header(std::string& out) const {
  for (const Column& column : entity_.columns()) {
    if (&column != &entity_.columns().front()) out.push_back(',');
    out += column.header;
  }
}

void RowText::append_row(std::int64_t key, const RowLabel& label, std::string& out) {
  dirt_ = entity_.random(label.version == 0 ? Entity::Stream::kFirstText : Entity::Stream::kSecondText, key);
  const Values values = entity_.version(key, label.version);
  const Faults faults = label.broken ? entity_.faults(key) : Faults{};
  const std::size_t marked = mark_of(faults);
  const bool dirty = dirt_.chance(kDirtyRows);
  for (std::size_t i = 0; i < entity_.columns().size(); ++i) {
    const Column& column = entity_.columns()[i];
    field_.clear();
    if (faults[i] != Fault::kNone || values[i] == kNothing) {
      write_fault(column, values[i], faults[i]);
    } else if (dirty) {
      write_dirty(column, key, values[i]);
    } else {
      write_plain(column, key, values[i]);
    }
    if (i == marked) append_number(key, field_ += " #");
    if (i > 0) out.push_back(',');
    append_field(label.copy && key % 2 == 0, out);
  }
}

// The text column that makes a row without its key unlike any other; columns().size() if the key is whole.
std::size_t RowText::mark_of(const Faults& faults) const {
  const std::vector<Column>& columns = entity_.columns();
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].key && faults[i] != Fault::kNone) return first_text(columns);
  return columns.size();
}

void RowText::write_fault(const Column& column, std::int64_t value, Fault fault) {
  switch (fault) {
    case Fault::kNone:
    case Fault::kMissing:
      return dirt::append_null_token(dirt_, field_);
    case Fault::kUnreadable:
      return dirt::append_unreadable(column.kind, value == kNothing ? 0 : value, dirt_, field_);
    case Fault::kTooSmall:
      field_.push_back('-');
      return column.kind == Kind::kMoney ? append_money(value + 1, field_) : append_number(value + 1, field_);
  }
}

void RowText::write_plain(const Column& column, std::int64_t key, std::int64_t value) {
  switch (column.kind) {
    case Kind::kId:
    case Kind::kReference:
    case Kind::kCount:
      return append_number(value, field_);
    case Kind::kMoney:
      return append_money(value, field_);
    case Kind::kDate:
      return dirt::append_date(value, 0, dirt_, field_);
    case Kind::kTime:
      return dirt::append_time(value, 0, field_);
    case Kind::kWord:
      field_ += column.words[static_cast<std::size_t>(value)];
      return;
    case Kind::kName:
      return append_name(value, field_);
    case Kind::kEmail:
      return append_email(value, key, field_);
    case Kind::kAddress:
      return append_address(value, field_);
  }
}

void RowText::write_dirty(const Column& column, std::int64_t key, std::int64_t value) {
  const std::int64_t format = dirt_.chance(kOtherFormat) ? dirt_.below(kDateFormats) : 0;
  if (column.kind == Kind::kMoney) {
    write_dirty_money(value);
  } else if (column.kind == Kind::kDate) {
    dirt::append_date(value, format, dirt_, field_);
  } else if (column.kind == Kind::kTime) {
    dirt::append_time(value, format, field_);
  } else {
    write_plain(column, key, value);
    write_dirty_text(column);
  }
  if (dirt_.chance(kPads)) dirt::pad(dirt_, field_);
}

// As many decimals as it takes, one more, or a sign.
void RowText::write_dirty_money(std::int64_t cents) {
  if (cents >= 0 && dirt_.chance(kPads)) field_.push_back('+');
  append_money(cents, field_);
  if (!dirt_.chance(kOtherMoney)) return;
  if (dirt_.chance(kOtherMoney)) {
    field_.push_back('0');
  } else if (cents % 10 == 0) {
    field_.resize(field_.size() - (cents % 100 == 0 ? 3 : 1));
  }
}

void RowText::write_dirty_text(const Column& column) {
  if ((column.titled || column.kind == Kind::kEmail) && dirt_.chance(kCaseChanges)) dirt::change_case(dirt_, field_);
  if (column.squeezed && dirt_.chance(kStretches)) dirt::stretch(dirt_, field_);
  if (column.kind == Kind::kName || column.kind == Kind::kAddress)
    if (dirt_.chance(kDisturbed)) dirt::disturb(dirt_, field_);
}

void RowText::append_field(bool quoted, std::string& out) const {
  const bool needed = field_.find_first_of(",\"\n\r") != std::string::npos;
  if (!needed && (!quoted || field_.empty())) {
    out += field_;
    return;
  }
  out.push_back('"');
  for (const char c : field_) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

void RowText::append_malformed(std::int64_t key, std::string& out) {
  const std::vector<Column>& columns = entity_.columns();
  const Values values = entity_.first_version(key);
  const auto kind = key % 3;
  const std::size_t fields = columns.size() - (kind == 0 ? 1 : 0);
  for (std::size_t i = 0; i < fields; ++i) {
    if (i > 0) out.push_back(',');
    field_.clear();
    if (values[i] != kNothing) write_plain(columns[i], key, values[i]);
    const bool cut = kind == 2 && i == first_text(columns);
    if (cut && field_.empty()) field_ = "lost";
    append_field(cut, out);
    if (cut) out += " again";
  }
  if (kind == 1) out += ",surplus";
}

void RowText::append_empty_row(std::int64_t ordinal, std::string& out) const {
  for (std::size_t i = 0; i < entity_.columns().size(); ++i) {
    if (i > 0) out.push_back(',');
    out += kEmptyTokens[static_cast<std::size_t>(ordinal % static_cast<std::int64_t>(kEmptyTokens.size()))];
    ordinal /= static_cast<std::int64_t>(kEmptyTokens.size());
  }
}

}  // namespace c360::generate
