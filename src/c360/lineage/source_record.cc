#include "c360/lineage/source_record.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "c360/base/error.h"
#include "c360/ingest/discovery.h"
#include "c360/ingest/ingest.h"

namespace c360::lineage {
SourceRecords::Record SourceRecords::read(const std::string& source, std::int64_t file_no, std::int64_t row) {
  Record record;
  record.row = row;
  const ingest::FileEntry* entry = entry_of(source, file_no);
  if (entry == nullptr) {
    record.problem = fmt::format("file {} of source {} is not in the register of files", file_no, source);
    return record;
  }
  record.file = entry->path;
  try {
    const auto text = open(source, *entry).record_text(row);
    record.text = text.value_or("");
    if (!text) record.problem = fmt::format("the copy of {} has no record {}", entry->path, row);
  } catch (const Error& error) {
    record.problem = error.message();
  }
  return record;
}

const ingest::FileEntry* SourceRecords::entry_of(const std::string& source, std::int64_t file_no) {
  auto known = entries_.find(source);
  if (known == entries_.end()) known = entries_.emplace(source, ingest::registered_files(lake_.store(), source)).first;
  const auto found = std::find_if(known->second.begin(), known->second.end(),
                                  [&](const ingest::FileEntry& entry) { return entry.file_no == file_no; });
  return found == known->second.end() ? nullptr : &*found;
}

const ingest::SourceFile& SourceRecords::open(const std::string& source, const ingest::FileEntry& entry) {
  const std::pair<std::string, std::int64_t> key{source, entry.file_no};
  const auto known = files_.find(key);
  if (known != files_.end()) return *known->second;
  return *files_.emplace(key, ingest::reopen(lake_.store(), entry).file).first->second;
}

}  // namespace c360::lineage
