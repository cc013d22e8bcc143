#include "c360/xml/parser.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "c360/base/error.h"

namespace c360::xml {
namespace {

using ::testing::HasSubstr;

/// Writes down what it is told.
class Notes final : public Handler {
 public:
  void begin(std::string_view name, const Attributes& attributes) override {
    written += "<" + std::string(name);
    for (const auto& [key, value] : attributes) written += " " + key + "=" + value;
    written += ">";
  }
  void end(std::string_view name) override { written += "</" + std::string(name) + ">"; }
  void text(std::string_view piece) override { written += piece; }

  std::string written;
};

std::string notes_of(std::string_view document) {
  Notes notes;
  parse(document, notes);
  return notes.written;
}

std::string failure_of(std::string_view document) {
  try {
    return "read: " + notes_of(document);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    return error.message();
  }
}

TEST(XmlParserTest, TellsElementsAttributesAndText) {
  EXPECT_EQ(notes_of("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><a x='1' y='2'><b/>t</a>"),
            "<a x=1 y=2><b></b>t</a>");
}

TEST(XmlParserTest, ReferencesAreResolved) {
  EXPECT_EQ(notes_of("<a b='&quot;'>&lt;&amp;&#252;&#x20AC;<![CDATA[<&]]></a>"),
            "<a b=\">\x3C&\xC3\xBC\xE2\x82\xAC<&</a>");
}

TEST(XmlParserTest, ADocumentMayComeInAnyPieces) {
  const std::string document = "<a><b k=\"v\">\xC3\xBC text</b></a>";
  for (std::size_t cut = 1; cut < document.size(); ++cut) {
    Notes notes;
    Parser parser(notes);
    parser.feed(std::string_view(document).substr(0, cut));
    parser.feed(std::string_view(document).substr(cut));
    parser.finish();
    EXPECT_EQ(notes.written, "<a><b k=v>\xC3\xBC text</b></a>") << cut;
  }
}

TEST(XmlParserTest, SaysWhereItIsBroken) {
  EXPECT_THAT(failure_of("<a>\n <b></a>"), HasSubstr("line 2, column"));
  EXPECT_THAT(failure_of("<a>"), HasSubstr("this is no XML"));
  EXPECT_THAT(failure_of(""), HasSubstr("this is no XML"));
  EXPECT_THAT(failure_of("{\"json\": 1}"), HasSubstr("line 1, column 1"));
  EXPECT_THAT(failure_of("<a>\xFF</a>"), HasSubstr("this is no XML"));
}

TEST(XmlParserTest, RefusesADocumentType) {
  EXPECT_THAT(failure_of("<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>"),
              HasSubstr("document type"));
}

TEST(XmlParserTest, WhatTheHandlerThrowsComesOut) {
  class Refuses final : public Handler {
    void begin(std::string_view, const Attributes&) override { throw std::runtime_error("no"); }
    void end(std::string_view) override { FAIL() << "told on after a failure"; }
    void text(std::string_view) override { FAIL() << "told on after a failure"; }
  };
  Refuses refuses;
  EXPECT_THROW(parse("<a>text<b/></a>", refuses), std::runtime_error);
}

}  // namespace
}  // namespace c360::xml
