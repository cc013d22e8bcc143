// docs/reference/project-files.md has a table of keys between "<!-- keys: NAME -->" and "<!-- end of keys -->" for
// every object of the project files. With C360_REGENERATE=1 the tables are rewritten from the definitions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "c360/base/local_files.h"
#include "c360/project/connection_schema.h"
#include "c360/project/contract_schema.h"
#include "c360/project/dashboard_schema.h"
#include "c360/project/metric_schema.h"
#include "c360/project/model_schema.h"
#include "c360/project/model_test_schema.h"
#include "c360/project/pipeline_schema.h"
#include "c360/project/settings_schema.h"

namespace c360::project {
namespace {

void collect(const Shape& shape, std::map<std::string, Shape>& objects) {
  if (shape.is_partial) return;
  if (shape.kind == Shape::Kind::kObject) objects.emplace(shape.name, shape);
  for (const FieldShape& field : shape.fields) collect(field.shape, objects);
  for (const Shape& choice : shape.alternatives) collect(choice, objects);
  if (shape.inner) collect(*shape.inner, objects);
}

std::map<std::string, Shape> all_objects() {
  std::map<std::string, Shape> objects;
  collect(settings_object().shape(), objects);
  collect(contract_object().shape(), objects);
  collect(model_object().shape(), objects);
  collect(model_test_object().shape(), objects);
  collect(metric_object().shape(), objects);
  collect(dashboard_object().shape(), objects);
  collect(pipeline_shape(), objects);
  collect(connections_shape(), objects);
  return objects;
}

std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) text.insert(at, "\\");
  return text;
}

std::string value_of(const Shape& shape) {
  if (shape.kind == Shape::Kind::kOneOrList) return "one, or " + shape.expected;
  return shape.expected;
}

std::string default_of(const FieldShape& field) {
  if (field.required) return "**required**";
  return field.default_yaml.empty() ? field.default_words : "`" + field.default_yaml + "`";
}

std::string table_of(const Shape& shape) {
  std::string text = "| key | value | default | meaning |\n|---|---|---|---|\n";
  for (const FieldShape& field : shape.fields)
    text += "| `" + field.key + "` | " + cell(value_of(field.shape)) + " | " + cell(default_of(field)) + " | " +
            cell(field.meaning) + " |\n";
  return text;
}

const std::filesystem::path& page_path() {
  static const std::filesystem::path path =
      std::filesystem::path(C360_SOURCE_DIR) / "docs" / "reference" / "project-files.md";
  return path;
}

constexpr const char* kEnd = "<!-- end of keys -->";

/// The page with every table as the definitions have it now; an object without a place fails the test.
std::string with_current_tables(std::string page) {
  for (const auto& [name, shape] : all_objects()) {
    const std::string marker = "<!-- keys: " + name + " -->\n";
    const std::size_t start = page.find(marker);
    EXPECT_NE(start, std::string::npos) << "the page has no " << marker;
    if (start == std::string::npos) continue;
    const std::size_t first = start + marker.size();
    page.replace(first, page.find(kEnd, first) - first, table_of(shape));
  }
  return page;
}

TEST(ReferencePage, HasEveryKeyAsItIsRead) {
  const std::string page = read_file(page_path());
  const std::string current = with_current_tables(page);
  if (std::getenv("C360_REGENERATE") != nullptr) write_file(page_path(), current);
  EXPECT_EQ(current, read_file(page_path())) << "run this test with C360_REGENERATE=1";
}

TEST(ReferencePage, EveryKeyHasAMeaningAndSaysWhatItsAbsenceMeans) {
  for (const auto& [name, shape] : all_objects()) {
    EXPECT_FALSE(shape.meaning.empty()) << name;
    for (const FieldShape& field : shape.fields) {
      EXPECT_EQ(field.meaning.back(), '.') << name << "." << field.key;
      EXPECT_FALSE(default_of(field).empty()) << name << "." << field.key;
      EXPECT_FALSE(field.shape.expected.empty()) << name << "." << field.key;
    }
  }
}

}  // namespace
}  // namespace c360::project
