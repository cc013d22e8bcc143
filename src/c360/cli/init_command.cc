
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/base/error.h"
#include "c360/cli/command.h"
#include "c360/cli/terminal.h"
#include "c360/cli/visible_text.h"
#include "c360/ingest/sniff.h"
#include "c360/project/scaffold.h"

namespace c360::cli {
namespace {

namespace fs = std::filesystem;

struct InitOptions {
  std::string directory;
  std::string template_name;
  std::vector<std::string> files;
};

project::SniffedColumn sniffed_column(const ingest::SniffedColumn& sniffed) {
  return {sniffed.name,        sniffed.type,      sniffed.formats, sniffed.style.point,
          sniffed.style.group, sniffed.empty > 0, sniffed.unique};
}

/// A file's name without .csv and the like, and without .gz before that.
std::string bare_name(const fs::path& file) {
  const fs::path name = file.filename();
  const bool packed = name.extension() == ".gz" || name.extension() == ".zst";
  return (packed ? name.stem() : name).stem().string();
}

/// What a look at a file says about the source that it is to become. `notes` gets what people should know.
project::SniffedSource sniffed_source(const fs::path& file, const fs::path& project_root,
                                      std::vector<std::string>& notes) {
  const ingest::SniffedFile sniffed = ingest::sniff(file);
  if (sniffed.columns.empty()) {
    throw Error(ErrorCode::kData, file.string() + " is empty, so it says nothing about its columns",
                "nothing was written; leave it out, or name a file that has records");
  }
  if (sniffed.records == 0)
    notes.push_back(file.string() +
                    " has a header and no records: all its columns are strings for lack of a better guess");
  if (sniffed.columns.size() == 1 && sniffed.form.format == ingest::FileFormat::kCsv)
    notes.push_back(file.string() +
                    " has one column only; `delimiter:` in the source says what else stands between fields");
  if (sniffed.malformed > 0)
    notes.push_back(fmt::format("{} of {} in {} are malformed", sniffed.malformed, counted(sniffed.looked_at, "record"),
                                file.string()));
  project::SniffedSource source;
  source.name = bare_name(file);
  const fs::path relative = fs::absolute(file).lexically_relative(fs::absolute(project_root));
  const bool inside = !relative.empty() && *relative.begin() != "..";
  source.files = inside ? relative.generic_string() : fs::absolute(file).lexically_normal().generic_string();
  source.header = sniffed.header;
  std::set<std::string> null_tokens;
  for (const auto& column : sniffed.columns) {
    source.columns.push_back(sniffed_column(column));
    null_tokens.insert(column.null_tokens.begin(), column.null_tokens.end());
  }
  source.null_tokens.assign(null_tokens.begin(), null_tokens.end());
  return source;
}

/// Files that may well be parts of one source.
void note_files_alike(const std::vector<project::SniffedSource>& sources, std::vector<std::string>& notes) {
  std::map<std::vector<std::string>, std::vector<std::string>> by_columns;
  for (const auto& source : sources) {
    std::vector<std::string> columns;
    for (const auto& column : source.columns) columns.push_back(column.name);
    by_columns[columns].push_back(source.files);
  }
  for (const auto& [columns, files] : by_columns) {
    if (files.size() > 1)
      notes.push_back(fmt::format("{} have the same columns: a glob such as orders*.csv makes one source of such files",
                                  fmt::join(files, ", ")));
  }
}

std::vector<std::string> write_files(const InitOptions& options, std::vector<std::string>& notes) {
  if (!options.template_name.empty()) return project::write_template(options.directory, options.template_name);
  std::vector<project::SniffedSource> sources;
  for (const std::string& file : options.files) sources.push_back(sniffed_source(file, options.directory, notes));
  note_files_alike(sources, notes);
  return project::write_project(options.directory, sources);
}

/// As a shell takes it.
std::string shell_word(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c >= 0x80 || std::strchr("/._-+,:@%", c) != nullptr;
  });
  if (plain) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

/// DIR, or what -C says.
std::string folder_of(const Context& context, const InitOptions& options) {
  const std::string named = context.directory.string();
  if (options.directory.empty()) return named;
  if (named == "." || named == options.directory) return options.directory;
  throw Error(ErrorCode::kUsage, "the new project's folder is given twice", "leave out -C, or the folder after init");
}

int init(const Context& context, InitOptions options) {
  options.directory = folder_of(context, options);
  if (options.template_name.empty() == options.files.empty()) {
    throw Error(ErrorCode::kUsage, "say what the project starts from",
                fmt::format("--template {} or --from FILE…", fmt::join(project::template_names(), "|")));
  }
  std::vector<std::string> notes;
  const std::vector<std::string> written = write_files(options, notes);
  if (context.json) {
    fmt::print("{}\n",
               nlohmann::ordered_json{{"directory", options.directory}, {"files", written}, {"notes", notes}}.dump(2));
    return kDone;
  }
  for (const std::string& note : notes) fmt::print("{} {}\n", Style(stdout).yellow("note:"), one_line(note));
  for (const std::string& file : written) fmt::print("wrote {}/{}\n", options.directory, file);
  const std::string there = options.directory == "." ? "" : " -C " + shell_word(options.directory);
  fmt::print("\nnext: c360 check{0}, then c360 run{0}\n", there);
  return kDone;
}

}  // namespace

void add_init(Command& program) {
  auto options = std::make_shared<InitOptions>();
  Command command = program.add("init", "Start a project from an example or from files of your own");
  command.option("dir", options->directory, "The folder of the new project (default: here, or what -C says)");
  command.option("--from", options->files,
                 "Files to look at (CSV, JSON, Parquet, workbooks): sources and contracts are written for them");
  command.option("--template", options->template_name, "ecommerce or retail360");
  command.exclude("--template", "--from");
  command.does([options](const Context& context) { return init(context, *options); });
}

}  // namespace c360::cli
