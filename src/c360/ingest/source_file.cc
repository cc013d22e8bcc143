#include "c360/ingest/source_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "c360/base/error.h"

namespace c360::ingest {

std::string SourceFile::describe(const Judgement& judgement) const {
  return describe_fault(judgement, header_.size(), encoding());
}

std::vector<std::string> SourceFile::describe_malformed(std::size_t limit) const {
  std::vector<std::string> found;
  for (const Chunk& chunk : scan_.chunks) {
    const std::unique_ptr<ChunkReader> reader = open(chunk);
    while (found.size() < limit && reader->next()) {
      const RecordView record = reader->record();
      if (record.fault == RecordFault::kNone) continue;
      found.push_back(fmt::format("record {}: {}", record.number, describe(record)));
    }
  }
  return found;
}

std::optional<std::string> SourceFile::record_text(std::int64_t number) const {
  for (const Chunk& chunk : scan_.chunks) {
    if (number < chunk.first_record || number >= chunk.first_record + chunk.records) continue;
    const std::unique_ptr<ChunkReader> reader = open(chunk);
    while (reader->next()) {
      const RecordView record = reader->record();
      if (record.number == number) return record.raw.empty() ? fields_as_json(*reader) : std::string(record.raw);
    }
  }
  return std::nullopt;
}

std::string SourceFile::fields_as_json(const ChunkReader& reader) const {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (std::size_t at = 0; at < header_.size(); ++at) {
    const std::optional<std::string> text = reader.field(at);
    json[header_[at]] = text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json();
  }
  return json.dump();
}

void SourceFile::check_length(const std::string& hint) const {
  for (const Chunk& chunk : scan_.chunks) {
    if (chunk.end - chunk.begin <= kMaxRecordBytes + kChunkBytes) continue;
    throw Error(ErrorCode::kData,
                fmt::format("{} has a record of more than {} MiB among its records {} to {}", name_,
                            kMaxRecordBytes >> 20, chunk.first_record, chunk.first_record + chunk.records - 1),
                hint);
  }
}

}  // namespace c360::ingest
