#include "c360/project/scaffold_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

#include "c360/project/names.h"

namespace c360::project {
namespace {

/// A column with the legal name it gets in silver.
struct NamedColumn {
  std::string name;
  const SniffedColumn* sniffed;
};

struct NamedSource {
  std::string name;
  const SniffedSource* sniffed;
  std::vector<NamedColumn> columns;
};

std::string apart_from(std::set<std::string>& taken, const std::string& name) {
  std::string candidate = name;
  for (int i = 2; !taken.insert(candidate).second; ++i) candidate = fmt::format("{}_{}", name, i);
  return candidate;
}

std::vector<NamedColumn> named_columns(const SniffedSource& source) {
  std::vector<NamedColumn> columns;
  std::set<std::string> taken;
  for (const SniffedColumn& column : source.columns)
    columns.push_back({apart_from(taken, to_column_name(column.name)), &column});
  return columns;
}

std::vector<NamedSource> named_sources(const std::vector<SniffedSource>& sources) {
  std::vector<NamedSource> named;
  std::set<std::string> taken;
  for (const SniffedSource& source : sources)
    named.push_back({apart_from(taken, to_table_name(source.name)), &source, named_columns(source)});
  return named;
}

/// A double-quoted YAML text.
std::string yaml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string yaml_list(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + yaml_text(text);
  return "[" + out + "]";
}

std::string source_line(const NamedSource& source) {
  const SniffedSource& sniffed = *source.sniffed;
  std::string keys = "files: " + yaml_text(sniffed.files);
  if (sniffed.delimiter)
    keys += ", delimiter: " + (*sniffed.delimiter == '\t' ? "tab" : yaml_text(std::string(1, *sniffed.delimiter)));
  if (sniffed.encoding) keys += ", encoding: " + *sniffed.encoding;
  if (!sniffed.header) {
    std::vector<std::string> names;
    for (const SniffedColumn& column : sniffed.columns) names.push_back(column.name);
    keys += ", header: false, columns: " + yaml_list(names);
  }
  return fmt::format("  {}: {{ {} }}\n", source.name, keys);
}

std::string settings_text(const std::string& project, const std::vector<NamedSource>& sources) {
  std::string text = fmt::format(
      "# The project's settings. `c360 check` reads all files and tells every mistake; `c360 run` does the work.\n"
      "project: {}\n"
      "lakehouse: ./lakehouse\n"
      "# Texts that mean no value, whatever their case.\n"
      "null_tokens: [\"\", NA, N/A, \"null\"]\n"
      "# Where data comes from. A file that later fits the glob is taken in by the next run, once.\n"
      "sources:\n",
      project);
  for (const NamedSource& source : sources) text += source_line(source);
  return text;
}

bool looks_like_key(const NamedColumn& column) {
  return column.sniffed->unique && !column.sniffed->nullable;
}

/// The column that names a row: unique and complete, with a name that ends in id if there is one such; else the first.
const NamedColumn& key_of(const NamedSource& source) {
  const auto is_id = [](const NamedColumn& column) { return looks_like_key(column) && column.name.ends_with("id"); };
  const auto id = std::find_if(source.columns.begin(), source.columns.end(), is_id);
  if (id != source.columns.end()) return *id;
  const auto unique = std::find_if(source.columns.begin(), source.columns.end(), looks_like_key);
  return unique != source.columns.end() ? *unique : source.columns.front();
}

std::string column_line(const NamedColumn& column, const NamedColumn& key) {
  const SniffedColumn& sniffed = *column.sniffed;
  std::string keys = "type: " + yaml_text(sniffed.type.to_string());
  if (sniffed.type.kind != sql::TypeKind::kDecimal) keys = "type: " + sniffed.type.to_string();
  if (!sniffed.formats.empty()) keys += ", formats: " + yaml_list(sniffed.formats);
  const bool is_decimal = sniffed.type.kind == sql::TypeKind::kDecimal;
  if (is_decimal && sniffed.decimal_separator != '.')
    keys += ", decimal_separator: " + yaml_text(std::string(1, sniffed.decimal_separator));
  if (sniffed.thousands_separator != '\0')
    keys += ", thousands_separator: " + yaml_text(std::string(1, sniffed.thousands_separator));
  if (&column == &key || !sniffed.nullable) keys += ", required: true";
  if (!sniffed.name.empty() && folded(sniffed.name) != folded(column.name))
    keys += ", from: " + yaml_text(sniffed.name);
  return fmt::format("  {}: {{ {} }}\n", column.name, keys);
}

/// The contract's own null tokens, where the file had others than the project's.
std::string null_tokens_text(const NamedSource& source) {
  if (source.sniffed->null_tokens.empty()) return {};
  std::vector<std::string> all = {"", "NA", "N/A", "null"};
  all.insert(all.end(), source.sniffed->null_tokens.begin(), source.sniffed->null_tokens.end());
  return "null_tokens: " + yaml_list(all) + "\n";
}

std::string contract_text(const NamedSource& source) {
  const NamedColumn& key = key_of(source);
  const char* key_note = looks_like_key(key) ? "no value of it came twice in the records looked at"
                                             : "no column was free of repeats and gaps: choose the right one";
  std::string text = fmt::format(
      "# What a clean row of {0} is. Rows that break a rule go to quarantine.{0}, with every reason.\n"
      "entity: {0}\n"
      "from: {0}\n"
      "# The columns that name a row; {1}.\n"
      "key: [{2}]\n"
      "# Of several rows of one key the last to arrive stands; name a column to go by its greatest value instead:\n"
      "# latest_by: [updated_at]\n"
      "{3}"
      "# Other keys of a column: default, min, max, accepted, pattern, clean, references (customers.customer_id).\n"
      "columns:\n",
      source.name, key_note, key.name, null_tokens_text(source));
  for (const NamedColumn& column : source.columns) text += column_line(column, key);
  return text;
}

std::string model_text(const std::vector<NamedSource>& sources) {
  std::string text =
      "-- grain: entity\n"
      "-- How many clean rows each entity has. A model is one SELECT; its folder is its schema, its file its name.\n";
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (i > 0) text += "UNION ALL\n";
    text += fmt::format("SELECT '{0}' AS entity, count(*) AS row_count FROM silver.{0}\n", sources[i].name);
  }
  return text;
}

}  // namespace

std::vector<ScaffoldFile> project_files(const std::string& project, const std::vector<SniffedSource>& sources) {
  const std::vector<NamedSource> named = named_sources(sources);
  std::vector<ScaffoldFile> files = {{"c360.yaml", settings_text(project, named)}};
  std::vector<NamedSource> modelled;
  for (const NamedSource& source : named) {
    if (source.columns.empty()) continue;
    files.push_back({"contracts/" + source.name + ".yaml", contract_text(source)});
    modelled.push_back(source);
  }
  if (!modelled.empty()) files.push_back({"models/gold/row_counts.sql", model_text(modelled)});
  return files;
}

}  // namespace c360::project
