// Each folder of tests/broken_projects is a project with mistakes and expected.txt, the exact messages. With
// C360_REGENERATE=1 the files are rewritten instead; read the difference before you commit it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "c360/base/local_files.h"
#include "c360/project/project.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

const fs::path& folder() {
  static const fs::path path = fs::path(C360_SOURCE_DIR) / "tests" / "broken_projects";
  return path;
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder())) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// The messages that loading gives, with the machine's own path left out.
std::string messages_of(const fs::path& root) {
  std::string text;
  try {
    load(root);
    return "no mistakes\n";
  } catch (const Error& error) {
    text = error.what();
  }
  for (std::size_t at = text.find(root.string()); at != std::string::npos; at = text.find(root.string()))
    text.replace(at, root.string().size(), "<project>");
  return text + "\n";
}

class BrokenProject : public testing::TestWithParam<std::string> {};

TEST_P(BrokenProject, GivesExactlyTheExpectedMessages) {
  const fs::path root = folder() / GetParam();
  const std::string messages = messages_of(root);
  const fs::path expected = root / "expected.txt";
  if (std::getenv("C360_REGENERATE") != nullptr) write_file(expected, messages);
  EXPECT_EQ(messages, read_file(expected));
  EXPECT_NE(messages, "no mistakes\n");
}

INSTANTIATE_TEST_SUITE_P(All, BrokenProject, testing::ValuesIn(cases()),
                         [](const auto& chosen) { return chosen.param; });

TEST(BrokenProjects, AreThirtyAtLeast) {
  EXPECT_GE(cases().size(), 30U);
}

}  // namespace
}  // namespace c360::project
