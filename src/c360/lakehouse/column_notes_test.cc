#include "c360/lakehouse/column_notes.h"

#include <gtest/gtest.h>

namespace c360::lakehouse {
namespace {

delta::Field field() {
  return {"email", delta::DataType::of("string"), true, {}};
}

TEST(ColumnNotes, AColumnWithoutNotesHasNone) {
  EXPECT_EQ(comment_of(field()), "");
  EXPECT_EQ(personal_data_of(field()), "");
  EXPECT_EQ(max_length_of(field()), std::nullopt);
}

TEST(ColumnNotes, NotesGoThroughASchemasText) {
  delta::Field noted = field();
  set_comment(noted, "Where \"mail\" goes.\nAlways.");
  set_personal_data(noted, "email");
  set_max_length(noted, 254);
  const delta::Schema schema = delta::Schema::from_json(delta::Schema{{noted}}.to_json());
  EXPECT_EQ(schema.fields.front(), noted);
  EXPECT_EQ(comment_of(schema.fields.front()), "Where \"mail\" goes.\nAlways.");
  EXPECT_EQ(personal_data_of(schema.fields.front()), "email");
  EXPECT_EQ(max_length_of(schema.fields.front()), 254U);
}

TEST(ColumnNotes, LengthsAreKeptAsSparkKeepsThem) {
  delta::Field noted = field();
  set_max_length(noted, 40);
  EXPECT_EQ(noted.metadata.at("__CHAR_VARCHAR_TYPE_STRING"), "\"varchar(40)\"");
}

TEST(ColumnNotes, AnEmptyNoteTakesItAway) {
  delta::Field noted = field();
  set_comment(noted, "x");
  set_personal_data(noted, "email");
  set_max_length(noted, 1);
  set_comment(noted, "");
  set_personal_data(noted, "");
  set_max_length(noted, std::nullopt);
  EXPECT_EQ(noted, field());
}

TEST(ColumnNotes, WhatOthersWroteThereIsReadOrLeftAside) {
  delta::Field noted = field();
  noted.metadata["comment"] = "7";
  EXPECT_EQ(comment_of(noted), "");
  for (const char* type : {"\"char(3)\"", "\"varchar()\"", "\"varchar(12\"", "\"varchar(0)\"", "\"varchar(12)x\"",
                           "\"varchar(99999999999999999999)\"", "{}", "not json"}) {
    noted.metadata["__CHAR_VARCHAR_TYPE_STRING"] = type;
    EXPECT_EQ(max_length_of(noted), std::nullopt) << type;
  }
}

}  // namespace
}  // namespace c360::lakehouse
