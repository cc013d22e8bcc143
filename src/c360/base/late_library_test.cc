#include "c360/base/late_library.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360 {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(LateLibraryTest, FindsFunctions) {
  const LateLibrary library("libm.so.6", "Mathematics", "install it");
  double (*root)(double) = nullptr;
  library.find("sqrt", root);
  EXPECT_EQ(root(9), 3);
  try {
    library.find("no_such_function", root);
    ADD_FAILURE() << "it was found";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_THAT(error.message(), AllOf(HasSubstr("Mathematics cannot be loaded"), HasSubstr("no_such_function")));
  }
}

TEST(LateLibraryTest, ALibraryThatIsNotThereIsTold) {
  try {
    const LateLibrary library("libnosuchthing.so.1", "Nothing", "install it");
    ADD_FAILURE() << "it was loaded";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_THAT(error.message(), AllOf(HasSubstr("Nothing cannot be loaded"), HasSubstr("libnosuchthing.so.1")));
    EXPECT_EQ(error.hint(), "install it");
  }
}

}  // namespace
}  // namespace c360
