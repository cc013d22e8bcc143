#include "c360/ingest/packed/member_file.h"

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/ingest/file_hash.h"
#include "c360/ingest/packed/zip_archive.h"

namespace c360::ingest {
namespace {

bool is_archive_name(const std::string& path) {
  if (path.size() < 4) return false;
  std::string ending = path.substr(path.size() - 4);
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending == ".zip";
}

bool is_left_out(const std::string& member) {
  return member.starts_with('.') || member.find("/.") != std::string::npos || member.starts_with("__MACOSX/");
}

void add_members(const FoundFile& file, std::vector<FoundFile>& files) {
  try {
    const ZipArchive archive(file.origin->on_disk(file), file.path);
    for (const ZipArchive::Member& member : archive.members()) {
      if (is_left_out(member.name)) continue;
      files.push_back({file.path + "!" + member.name, file.location, file.stamp, member.name, {}, file.origin});
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kNotFound) throw;
  }
}

}  // namespace

void open_archives(Found& found) {
  const auto is_archive = [](const FoundFile& file) { return is_archive_name(file.path); };
  if (std::none_of(found.files.begin(), found.files.end(), is_archive)) return;
  std::vector<FoundFile> files;
  for (FoundFile& file : found.files) {
    if (is_archive(file)) {
      add_members(file, files);
    } else {
      files.push_back(std::move(file));
    }
  }
  std::stable_sort(files.begin(), files.end(), [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  found.files = std::move(files);
}

void unpack_member(const FoundFile& file, const std::function<void(std::string_view)>& take_piece) {
  const ZipArchive archive(file.origin->on_disk(file), file.path.substr(0, file.path.size() - file.member.size() - 1));
  const auto member = archive.find(file.member);
  if (!member) throw Error(ErrorCode::kNotFound, file.path + " is not there any more");
  archive.read(*member, take_piece);
}

std::optional<std::string> hash_of(const FoundFile& file) {
  if (file.member.empty()) return hash_file(file.origin->on_disk(file));
  ContentHash hash;
  try {
    unpack_member(file, [&hash](std::string_view piece) { hash.update(piece); });
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kNotFound) return std::nullopt;
    throw;
  }
  return hash.hex();
}

}  // namespace c360::ingest
