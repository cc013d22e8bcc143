// Each file NAME.tmdl in tests/broken_tmdl is a model with a mistake, and NAME.txt the exact messages. With
// C360_REGENERATE=1 the messages are rewritten instead; read the difference before you commit it.
#include "c360/powerbi/tmdl/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "c360/base/local_files.h"
#include "c360/powerbi/tmdl/read.h"
#include "c360/powerbi/tmdl/write.h"

namespace c360::powerbi::tmdl {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(C360_SOURCE_DIR) / "tests" / "broken_tmdl";
}

std::string sound_text() {
  return read_file(folder() / "sound.tmdl");
}

std::string messages_of(const Files& files) {
  std::string text;
  for (const Error& error : check(files)) text += std::string(error.what()) + "\n";
  return text;
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder()))
    if (entry.path().extension() == ".tmdl" && entry.path().stem() != "sound")
      names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

class BrokenModel : public testing::TestWithParam<std::string> {};

TEST_P(BrokenModel, GivesExactlyTheExpectedMessages) {
  const std::string file = GetParam() + ".tmdl";
  const std::string messages = messages_of({{file, read_file(folder() / file)}});
  const fs::path expected = folder() / (GetParam() + ".txt");
  if (std::getenv("C360_REGENERATE") != nullptr) write_file(expected, messages);
  EXPECT_EQ(messages, read_file(expected));
  EXPECT_NE(messages, "");
}

INSTANTIATE_TEST_SUITE_P(All, BrokenModel, testing::ValuesIn(cases()), [](const auto& chosen) { return chosen.param; });

TEST(TmdlCheck, HasAtLeastFiftyBrokenModels) {
  EXPECT_GE(cases().size(), 50U);
}

TEST(TmdlCheck, FindsNothingInASoundModel) {
  EXPECT_EQ(messages_of({{"sound.tmdl", sound_text()}}), "");
}

TEST(TmdlCheck, FindsNothingInASoundModelWrittenAgain) {
  std::vector<Error> errors;
  EXPECT_EQ(messages_of({{"sound.tmdl", write(read(sound_text(), "sound.tmdl", errors))}}), "");
}

TEST(TmdlCheck, SeesAllFilesOfAModelAsOne) {
  const std::string text = sound_text();
  const std::size_t cut = text.find("\ntable Date\n") + 1;
  EXPECT_EQ(messages_of({{"a.tmdl", text.substr(0, cut)}, {"b.tmdl", text.substr(cut)}}), "");
  EXPECT_NE(messages_of({{"a.tmdl", text.substr(0, cut)}}), "");
}

TEST(TmdlCheck, FindsNoLineOfASoundModelThatCouldBeLeftOutButHarmlessOnes) {
  // Without any one line the model either still says something sound, or the check says what is wrong: it never fails.
  const std::string text = sound_text();
  std::size_t found = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start) + 1;
    const std::string without = text.substr(0, start) + text.substr(end);
    if (!check({{"cut.tmdl", without}}).empty()) ++found;
    start = end;
  }
  EXPECT_GE(found, 30U);
}

}  // namespace
}  // namespace c360::powerbi::tmdl
