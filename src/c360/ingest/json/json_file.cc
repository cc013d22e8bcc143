#include "c360/ingest/json/json_file.h"

#include <algorithm>

#include "c360/ingest/column_names.h"

namespace c360::ingest {

JsonFile::JsonFile(const std::filesystem::path& path, std::string name, const FileOptions& options)
    : SourceFile(std::move(name)), text_(path, name_, options.csv.encoding), options_(options.json) {
  const bool lines = options.format == FileFormat::kNdjson;
  const JsonRegion region = find_json_records(text_.text(), text_.begin(), options_, lines, name_);
  layout_ = region.layout;
  const ChunkDone let_go_of = [this](const Chunk& chunk) { let_go(chunk); };
  scan_ = count_json_records(text_.text(), region, let_go_of);
  check_length("is it JSON? each record is a line of its own, or an element of an array");
  collect_columns(text_.text(), layout_, options_.flatten, scan_, name_, columns_, let_go_of);
  header_ = columns_.names();
  add_constants(options);
  content_hash_ = hash_of_file();
  text_.let_go();
}

void JsonFile::add_constants(const FileOptions& options) {
  for (const auto& [name, text] : options.constants) {
    const auto is_this = [&](const std::string& column) { return equal_ignoring_case(column, name); };
    if (std::any_of(header_.begin(), header_.end(), is_this)) continue;
    constants_.emplace(name, text);
    header_.push_back(name);
    values_.push_back(text);
  }
}

/// Of the file's own bytes, which need not stay in memory.
std::string JsonFile::hash_of_file() const {
  const std::string_view raw = text_.raw();
  ContentHash hash;
  for (std::uint64_t at = 0; at < raw.size(); at += kChunkBytes) {
    hash.update(raw.substr(at, kChunkBytes));
    if (text_.is_raw()) text_.let_go(at, at + kChunkBytes);
  }
  return hash.hex();
}

/// The layout is found again from the same bytes.
FileOptions JsonFile::form() const {
  FileOptions form;
  form.format = layout_ == JsonLayout::kLines ? FileFormat::kNdjson : FileFormat::kJson;
  form.json = options_;
  form.csv.encoding = text_.encoding();
  form.constants = constants_;
  return form;
}

std::unique_ptr<ChunkReader> JsonFile::open(const Chunk& chunk) const {
  return read_json({text_.text(), layout_, options_.flatten, columns_, values_}, chunk);
}

std::string JsonFile::describe_form() const {
  return layout_ == JsonLayout::kLines ? "the fields of its lines" : "the fields of its records";
}

}  // namespace c360::ingest
