#include "c360/ingest/file_register.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

using Json = nlohmann::json;

constexpr const char* kFormat = "c360.files/1";
constexpr std::int64_t kObjectsPerState = 50;

std::string folder_of(const std::string& source) {
  return "_c360/files/" + source + "/";
}

Json to_json(const FileStamp& stamp) {
  Json json = {{"size", stamp.size}, {"modified_ns", stamp.modified_ns}, {"inode", stamp.inode}};
  if (!stamp.etag.empty()) json["etag"] = stamp.etag;
  return json;
}

FileStamp stamp_from(const Json& json) {
  return {json.at("size").get<std::uint64_t>(), json.at("modified_ns").get<std::int64_t>(),
          json.at("inode").get<std::uint64_t>(), json.value("etag", std::string())};
}

Json to_json(const FileEntry& entry) {
  Json json = {{"file_no", entry.file_no},           {"path", entry.path},       {"stamp", to_json(entry.stamp)},
               {"content_hash", entry.content_hash}, {"landing", entry.landing}, {"batch_id", entry.batch_id},
               {"discovered", entry.discovered},     {"records", entry.records}, {"encoding", entry.encoding},
               {"has_header", entry.has_header},     {"header", entry.header}};
  if (entry.format != FileFormat::kCsv) {
    json["format"] = format_name(entry.format);
    if (!entry.json.records.empty()) json["records_at"] = entry.json.records;
    if (entry.json.flatten) json["flatten"] = true;
    if (!entry.sheet.empty()) json["sheet"] = entry.sheet;
    for (const auto& [name, text] : entry.constants) json["constants"][name] = text ? Json(*text) : Json();
    return json;
  }
  json["delimiter"] = static_cast<int>(static_cast<unsigned char>(entry.delimiter));
  if (entry.quote) json["quote"] = static_cast<int>(static_cast<unsigned char>(*entry.quote));
  return json;
}

/// Throws Error(kUnsupported) for a format that a newer c360 wrote.
FileFormat format_named(const std::string& name) {
  for (const FileFormat format :
       {FileFormat::kCsv, FileFormat::kNdjson, FileFormat::kJson, FileFormat::kParquet, FileFormat::kXlsx}) {
    if (format_name(format) == name) return format;
  }
  throw Error(ErrorCode::kUnsupported, "the file register has files of the format '" + name + "'", "use a newer c360");
}

FileEntry entry_from(const Json& json) {
  FileEntry entry;
  json.at("file_no").get_to(entry.file_no);
  json.at("path").get_to(entry.path);
  entry.stamp = stamp_from(json.at("stamp"));
  json.at("content_hash").get_to(entry.content_hash);
  json.at("landing").get_to(entry.landing);
  json.at("batch_id").get_to(entry.batch_id);
  json.at("discovered").get_to(entry.discovered);
  json.at("records").get_to(entry.records);
  json.at("encoding").get_to(entry.encoding);
  if (json.contains("format")) {
    entry.format = format_named(json.at("format").get<std::string>());
    entry.json = {json.value("records_at", std::string()), json.value("flatten", false)};
    entry.sheet = json.value("sheet", std::string());
    const Json constants = json.value("constants", Json::object());
    for (const auto& [name, text] : constants.items()) {
      entry.constants[name] = text.is_null() ? std::nullopt : std::optional(text.get<std::string>());
    }
  } else {
    entry.delimiter = static_cast<char>(json.at("delimiter").get<int>());
  }
  if (json.contains("quote")) entry.quote = static_cast<char>(json.at("quote").get<int>());
  json.at("has_header").get_to(entry.has_header);
  json.at("header").get_to(entry.header);
  return entry;
}

Json to_json(const std::string& path, const FileStamp& stamp) {
  Json json = to_json(stamp);
  json["path"] = path;
  return json;
}

Json entries_to_json(const std::vector<FileEntry>& entries) {
  Json json = Json::array();
  for (const FileEntry& entry : entries) json.push_back(to_json(entry));
  return json;
}

/// The number of a register object by its path; below 1 for anything else in the folder.
std::int64_t object_number(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (name.size() != 25 || !name.ends_with(".json")) return 0;
  const bool digits = std::all_of(name.begin(), name.begin() + 20, [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::stoll(name.substr(0, 20)) : 0;
}

Json read_object(const storage::ObjectStore& lake, const std::string& path) {
  const std::optional<std::string> text = lake.get(path);
  if (!text) throw Error(ErrorCode::kCorrupt, "the file register lacks " + lake.display(path));
  try {
    Json json = Json::parse(*text);
    if (json.at("format") != kFormat) {
      throw Error(ErrorCode::kUnsupported, lake.display(path) + " is of a newer c360's format", "use that c360");
    }
    return json;
  } catch (const Json::exception& failure) {
    throw Error(ErrorCode::kCorrupt, fmt::format("{} is no file register: {}", lake.display(path), failure.what()));
  }
}

}  // namespace

FileOptions options_of(const FileEntry& entry) {
  FileOptions options;
  options.format = entry.format;
  options.json = entry.json;
  options.sheet = entry.sheet;
  options.constants = entry.constants;
  options.csv.encoding = parse_encoding(entry.encoding);
  if (entry.format != FileFormat::kCsv) return options;
  options.csv.delimiter = entry.delimiter;
  options.csv.quote = entry.quote.value_or('\0');
  options.csv.header = entry.has_header;
  if (!entry.has_header) options.csv.columns = entry.header;
  return options;
}

void keep_form(const FileOptions& options, FileEntry& entry) {
  entry.format = options.format.value_or(FileFormat::kCsv);
  entry.json = options.json;
  entry.sheet = options.sheet;
  entry.constants = options.constants;
  entry.encoding = to_string(options.csv.encoding.value_or(Encoding::kUtf8));
  if (entry.format != FileFormat::kCsv) return;
  entry.delimiter = options.csv.delimiter.value_or(',');
  entry.quote = options.csv.quote == '\0' ? std::nullopt : options.csv.quote;
  entry.has_header = options.csv.header;
}

FileRegister FileRegister::read(const storage::ObjectStore& lake, const std::string& source) {
  FileRegister result(source);
  for (const storage::ObjectInfo& object : lake.list(folder_of(source))) {
    result.objects_ = std::max(result.objects_, object_number(object.path));
  }
  const std::int64_t first = std::max<std::int64_t>(1, result.objects_ / kObjectsPerState * kObjectsPerState);
  for (std::int64_t number = first; number <= result.objects_; ++number) {
    const Json json = read_object(lake, result.object_path(number));
    try {
      const Json& part = json.contains("state") && number == first ? json.at("state") : json;
      for (const Json& entry : part.at("entries")) result.take(entry_from(entry));
      if (json.contains("pull")) result.pull_state_ = json.at("pull").get<std::string>();
      for (const Json& seen : part.at("seen")) result.seen_[seen.at("path").get<std::string>()] = stamp_from(seen);
    } catch (const Json::exception& failure) {
      throw Error(ErrorCode::kCorrupt,
                  fmt::format("{} is damaged: {}", lake.display(result.object_path(number)), failure.what()));
    }
  }
  return result;
}

bool FileRegister::knows(const std::string& path, const FileStamp& stamp) const {
  const auto found = seen_.find(path);
  return found != seen_.end() && found->second == stamp;
}

bool FileRegister::knows_content(const std::string& path, const std::string& content_hash) const {
  return contents_.count({path, content_hash}) > 0;
}

std::vector<std::pair<std::string, FileStamp>> FileRegister::seen_below(const std::string& prefix) const {
  std::vector<std::pair<std::string, FileStamp>> found;
  for (auto at = seen_.lower_bound(prefix); at != seen_.end() && at->first.starts_with(prefix); ++at)
    found.emplace_back(*at);
  return found;
}

/// The object that brings the register to this value. Each has the pull's state, so that the last one suffices.
std::string FileRegister::to_object(const std::vector<FileEntry>& entries,
                                    const std::vector<Sighting>& sightings) const {
  Json seen = Json::array();
  for (const Sighting& sighting : sightings) seen.push_back(to_json(sighting.path, sighting.stamp));
  Json json = {{"format", kFormat}, {"entries", entries_to_json(entries)}, {"seen", seen}};
  if (!pull_state_.empty()) json["pull"] = pull_state_;
  if (objects_ % kObjectsPerState == 0) {
    Json all = Json::array();
    for (const auto& [path, stamp] : seen_) all.push_back(to_json(path, stamp));
    json["state"] = {{"entries", entries_to_json(entries_)}, {"seen", all}};
  }
  return json.dump();
}

bool FileRegister::append(storage::ObjectStore& lake, const std::vector<FileEntry>& entries,
                          const std::vector<Sighting>& sightings, const std::string& pull_state) {
  FileRegister after = *this;
  ++after.objects_;
  if (!pull_state.empty()) after.pull_state_ = pull_state;
  for (const FileEntry& entry : entries) after.take(entry);
  for (const Sighting& sighting : sightings) after.seen_[sighting.path] = sighting.stamp;
  const storage::PutOutcome outcome =
      lake.put_if_absent(object_path(after.objects_), after.to_object(entries, sightings));
  if (outcome == storage::PutOutcome::kAlreadyExists) return false;
  *this = std::move(after);
  return true;
}

std::string FileRegister::object_path(std::int64_t number) const {
  return fmt::format("{}{:020}.json", folder_of(source_), number);
}

void FileRegister::take(const FileEntry& entry) {
  seen_[entry.path] = entry.stamp;
  contents_.emplace(entry.path, entry.content_hash);
  entries_.push_back(entry);
}

}  // namespace c360::ingest
