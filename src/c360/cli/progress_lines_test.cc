#include "c360/cli/progress_lines.h"

#include <gmock/gmock.h>

#include <atomic>

#include "c360/cli/testing/captured.h"

namespace c360::cli {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const pipeline::Step kRefine{"refine", "silver.orders", 1.5, 12345, ""};

TEST(ProgressLinesTest, WriteAPlainLineAStepIntoAPipe) {
  const std::string text = testing::captured([](std::FILE* out) {
    ProgressLines lines(out);
    lines.started(kRefine);
    lines.finished(kRefine);
    lines.finished({"copy", "bronze.orders", 0.02, 1, "1 new file"});
  });
  EXPECT_EQ(text,
            "✓ refine   silver.orders                      12,345 rows   1.5 s\n"
            "✓ copy     bronze.orders                           1 row    20 ms  1 new file\n");
}

TEST(ProgressLinesTest, TakeTheSenseOutOfHostileNames) {
  const std::string text = testing::captured([](std::FILE* out) { ProgressLines(out).note("a\033]0;x\a.csv"); });
  EXPECT_EQ(text, "note: a\\x1b]0;x\\x07.csv\n");
}

TEST(ProgressLinesTest, MoveOnATerminalAndLeaveNothingBehind) {
  std::atomic<int> asked = 0;
  const std::string text = testing::captured([&](std::FILE* out) {
    ProgressLines lines(out, true);
    lines.watch([&] { return ++asked, 42.0; });
    lines.started(kRefine);
    while (asked < 3) std::this_thread::yield();
    lines.watch({});
  });
  EXPECT_THAT(text, AllOf(HasSubstr("silver.orders  42 %"), EndsWith("\r\033[K"), Not(HasSubstr("✓"))));
}

TEST(ProgressLinesTest, AskNoMoreOnceTheWatchIsOver) {
  testing::captured([](std::FILE* out) {
    ProgressLines lines(out, true);
    {
      std::atomic<bool> gone = false;
      lines.watch([&] {
        EXPECT_FALSE(gone);
        return 1.0;
      });
      lines.started(kRefine);
      lines.watch({});
      gone = true;
    }
    lines.started(kRefine);
    lines.finished(kRefine);
  });
}

TEST(MovingLineTest, TellsOnlyWhatIsKnown) {
  EXPECT_EQ(moving_line(kRefine, -1, 0.5), "  refine   silver.orders");
  EXPECT_EQ(moving_line(kRefine, 41.7, 2.04), "  refine   silver.orders  42 %  2.0 s");
}

}  // namespace
}  // namespace c360::cli
