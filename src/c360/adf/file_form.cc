#include "c360/adf/file_form.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "c360/base/letter_case.h"

namespace c360::adf {
namespace {

/// What is written out; nullopt where it is worked out while the pipeline runs.
std::optional<Json> written(const Dataset& dataset, const char* key) {
  const Json& value = member(dataset.settings, key);
  if (value.is_null()) return Json();
  return constant_of(translate_text(value, dataset.scope));
}

std::string written_text(const Dataset& dataset, const char* key, const std::string& otherwise) {
  const auto value = written(dataset, key);
  if (!value) throw NoCounterpart{fmt::format("its {} is worked out while it runs", key)};
  return value->is_string() ? value->get<std::string>() : otherwise;
}

Json delimiter_of(const Dataset& dataset) {
  const auto value = written(dataset, "columnDelimiter");
  if (!value) return translate_value(member(dataset.settings, "columnDelimiter"), dataset.scope);
  const std::string text = value->is_string() ? value->get<std::string>() : ",";
  if (text == "\t") return "tab";
  if (text.size() != 1) throw NoCounterpart{"load reads files with one character between fields (columnDelimiter)"};
  return text;
}

void read_quotes(const Dataset& dataset, Json& form, std::vector<std::string>& notes) {
  const std::string quote = written_text(dataset, "quoteChar", "\"");
  const std::string escape = written_text(dataset, "escapeChar", "\\");
  if (quote.size() > 1) throw NoCounterpart{"load reads files with one character around fields (quoteChar)"};
  if (quote.empty()) {
    form["quote"] = "none";
    return;
  }
  if (quote != "\"") form["quote"] = quote;
  if (escape.empty() || escape == quote) return;
  if (escape != "\\") throw NoCounterpart{fmt::format("load knows no escapeChar '{}': quotes are doubled", escape)};
  notes.emplace_back(
      "quotes within values are doubled in the files that load reads, and a backslash is one: a record with \\\" is "
      "refused");
}

void read_line_ends(const Dataset& dataset) {
  const std::string ends = written_text(dataset, "rowDelimiter", "");
  if (!ends.empty() && ends != "\n" && ends != "\r" && ends != "\r\n")
    throw NoCounterpart{"load reads files whose lines end in LF, CR or CRLF (rowDelimiter)"};
}

void read_header(const Dataset& dataset, const Json& source, Json& form) {
  const Json& skipped = member(member(source, "formatSettings"), "skipLineCount");
  if (!skipped.is_null() && skipped != 0) throw NoCounterpart{"load skips no lines (skipLineCount)"};
  const Json& header = member(dataset.settings, "firstRowAsHeader");
  const Json value = header.is_null() ? Json(false) : translate_value(header, dataset.scope);
  if (value != true) form["header"] = value;
}

void read_encoding(const Dataset& dataset, Json& form) {
  static const std::map<std::string, std::string> kNames = {
      {"utf-8", "utf-8"},        {"utf-8 without bom", "utf-8"},  {"us-ascii", "utf-8"},
      {"utf-16", "utf-16le"},    {"utf-16le", "utf-16le"},        {"utf-16be", "utf-16be"},
      {"iso-8859-1", "latin-1"}, {"windows-1252", "windows-1252"}};
  const std::string name = written_text(dataset, "encodingName", "");
  if (name.empty()) return;
  const auto found = kNames.find(to_lower(name));
  if (found == kNames.end()) throw NoCounterpart{fmt::format("load reads no files in {}", name)};
  form["encoding"] = found->second;
}

void refuse_compression(const Dataset& dataset) {
  std::string codec = written_text(dataset, "compressionCodec", "");
  if (codec.empty()) codec = text_member(member(dataset.settings, "compression"), "type");
  const std::string known = to_lower(codec);
  if (known.empty() || known == "none" || known == "gzip") return;
  throw NoCounterpart{fmt::format("load unpacks gzip and zstd, not {}", codec)};
}

Json delimited_form(const Dataset& dataset, const Json& source, std::vector<std::string>& notes) {
  Json form = {{"format", "csv"}, {"delimiter", delimiter_of(dataset)}};
  read_quotes(dataset, form, notes);
  read_line_ends(dataset);
  read_header(dataset, source, form);
  if (const Json& null = member(dataset.settings, "nullValue"); !null.is_null() && null != "")
    form["null_value"] = translate_value(null, dataset.scope);
  return form;
}

}  // namespace

bool is_text_dataset(const Dataset& dataset) {
  return dataset.type == "DelimitedText" || dataset.type == "Json";
}

Json file_form(const Dataset& dataset, const Json& source, std::vector<std::string>& notes) {
  if (!is_text_dataset(dataset)) return Json::object();
  refuse_compression(dataset);
  Json form = dataset.type == "Json" ? Json::object({{"format", "json"}}) : delimited_form(dataset, source, notes);
  read_encoding(dataset, form);
  return form;
}

}  // namespace c360::adf
