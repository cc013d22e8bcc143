#include "c360/project/problems.h"

#include <gtest/gtest.h>

namespace c360::project {
namespace {

TEST(Problems, NoneThrowNothing) {
  const Problems problems;
  EXPECT_TRUE(problems.empty());
  EXPECT_NO_THROW(problems.throw_if_any());
}

TEST(Problems, OneIsToldAsItIs) {
  Problems problems;
  problems.add({"a.yaml", 2, 3}, "wrong", "right it");
  try {
    problems.throw_if_any();
    FAIL() << "threw nothing";
  } catch (const ProjectErrors& errors) {
    EXPECT_STREQ(errors.what(), "a.yaml:2:3: wrong\n  right it");
    EXPECT_EQ(errors.code(), ErrorCode::kProject);
  }
}

TEST(Problems, SeveralAreSortedByFileLineAndColumn) {
  Problems problems;
  problems.add({"b.yaml", 1, 1}, "fourth");
  problems.add({"a.yaml", 10, 1}, "third");
  problems.add({"a.yaml", 2, 9}, "second");
  problems.add({"a.yaml", 2, 3}, "first");
  try {
    problems.throw_if_any();
    FAIL() << "threw nothing";
  } catch (const ProjectErrors& errors) {
    EXPECT_STREQ(errors.what(),
                 "4 mistakes in the project's files\na.yaml:2:3: first\na.yaml:2:9: second\na.yaml:10:1: third\n"
                 "b.yaml:1:1: fourth");
    EXPECT_EQ(errors.errors().front().message(), "first");
  }
}

TEST(Problems, KnowWhichPlacesHaveOne) {
  Problems problems;
  problems.add({"a.yaml", 2, 3}, "wrong");
  EXPECT_TRUE(problems.reported({"a.yaml", 2, 3}));
  EXPECT_FALSE(problems.reported({"a.yaml", 2, 4}));
  EXPECT_FALSE(problems.reported({"b.yaml", 2, 3}));
}

}  // namespace
}  // namespace c360::project
