#include "c360/generate/part_writer.h"

#include <algorithm>

#include "c360/generate/text_buffer.h"

namespace c360::generate {
namespace {

constexpr std::int64_t kMalformed = 2'000, kBlankLines = 1'000;  // per million keys
constexpr std::int64_t kEmptyRowEvery = 20'000, kFirstEmptyRow = 16;
constexpr std::int64_t kMostRowsLater = 200;

int digits_of(std::int64_t parts) {
  int digits = 3;
  for (std::int64_t most = 1000; parts >= most; most *= 10) ++digits;
  return digits;
}

// So that every template has files of each kind, however few parts there are.
bool has_windows_line_ends(const Entity& entity, std::int64_t part) {
  return (static_cast<std::int64_t>(entity.number()) + part) % 3 == 1;
}
bool has_byte_order_mark(const Entity& entity, std::int64_t part) {
  return (static_cast<std::int64_t>(entity.number()) + part) % 4 == 2;
}

}  // namespace

std::string part_name(const Entity& entity, std::int64_t part, std::int64_t parts) {
  std::string name = entity.file();
  if (parts > 1) append_padded(part + 1, digits_of(parts), name += '-');
  return name += ".csv";
}

PartWriter::PartWriter(const Entity& entity, std::int64_t part, std::int64_t parts,
                       const std::filesystem::path& directory)
    : entity_(entity),
      part_(part),
      parts_(parts),
      file_(directory / part_name(entity, part, parts), has_windows_line_ends(entity, part),
            has_byte_order_mark(entity, part)),
      text_(entity),
      account_(entity) {}

std::int64_t PartWriter::first_unit(std::int64_t part) const {
  return static_cast<std::int64_t>(static_cast<Wide>(entity_.units()) * part / parts_);
}

template <class Visit>
void PartWriter::each_key(std::int64_t part, Visit visit) const {
  for (std::int64_t unit = first_unit(part); unit < first_unit(part + 1); ++unit)
    for (std::int64_t nth = 0; nth < entity_.keys_of(unit); ++nth) visit(unit * entity_.keys_per_unit() + nth);
}

Account PartWriter::write() {
  text_.append_header(file_.line());
  file_.end_line();
  if (part_ > 0) write_carried(part_ - 1);
  std::int64_t row = 0;
  each_key(part_, [&](std::int64_t key) {
    write_key(key);
    if (place_of(key) == Place::kLater) waiting_.push_back({row + 1 + key % kMostRowsLater, key});
    write_waiting(row++);
    write_noise(key);
    account_.count_key(entity_, key);
  });
  write_waiting(row + kMostRowsLater);
  if (part_ + 1 == parts_) write_carried(part_);
  file_.close();
  return std::move(account_);
}

PartWriter::Place PartWriter::place_of(std::int64_t key) const {
  if (rows_of(entity_.fate(key)).count == 1) return Place::kBeside;
  return static_cast<Place>(entity_.random(Entity::Stream::kPlace, key).below(3));
}

void PartWriter::write_key(std::int64_t key) {
  text_.append_row(key, rows_of(entity_.fate(key)).rows[0], file_.line());
  file_.end_line();
  if (place_of(key) == Place::kBeside) write_further_rows(key);
}

void PartWriter::write_further_rows(std::int64_t key) {
  const RowLabels labels = rows_of(entity_.fate(key));
  for (int i = 1; i < labels.count; ++i) {
    text_.append_row(key, labels.rows[static_cast<std::size_t>(i)], file_.line());
    file_.end_line();
  }
}

void PartWriter::write_carried(std::int64_t from_part) {
  each_key(from_part, [&](std::int64_t key) {
    if (place_of(key) == Place::kNextFile) write_further_rows(key);
  });
}

void PartWriter::write_waiting(std::int64_t until) {
  const auto due =
      std::stable_partition(waiting_.begin(), waiting_.end(), [&](const Waiting& w) { return w.due <= until; });
  for (auto at = waiting_.begin(); at != due; ++at) write_further_rows(at->key);
  waiting_.erase(waiting_.begin(), due);
}

void PartWriter::write_noise(std::int64_t key) {
  Random noise = entity_.random(Entity::Stream::kNoise, key);
  if (noise.chance(kBlankLines)) {
    file_.end_line();
    ++account_.blank_lines;
  }
  if (noise.chance(kMalformed)) {
    text_.append_malformed(key, file_.line());
    file_.end_line();
    account_.count_malformed();
  }
  if (key % kEmptyRowEvery != kFirstEmptyRow) return;
  text_.append_empty_row(key / kEmptyRowEvery, file_.line());
  file_.end_line();
  account_.count_empty_row(entity_);
}

}  // namespace c360::generate
