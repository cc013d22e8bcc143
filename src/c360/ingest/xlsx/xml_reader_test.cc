#include "c360/ingest/xlsx/xml_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

/// Notes what it is told.
class Notes final : public XmlHandler {
 public:
  void start(std::string_view element, const XmlAttributes& attributes) override {
    all += "<" + std::string(element);
    if (const auto id = attributes.find("id")) all += " " + std::string(*id);
    if (!attributes.prefixed("id").empty()) all += " r:" + std::string(attributes.prefixed("id"));
    all += ">";
    if (element == "stop") throw Error(ErrorCode::kData, "stopped");
  }
  void end(std::string_view element) override { all += "</" + std::string(element) + ">"; }
  void text(std::string_view piece) override { all += piece; }

  std::string all;
};

std::string read_events(const std::string& document, std::size_t piece = 1000) {
  Notes notes;
  try {
    XmlReader reader(notes, "x.xml");
    for (std::size_t at = 0; at < document.size(); at += piece)
      reader.feed(std::string_view(document).substr(at, piece));
    reader.finish();
  } catch (const Error& error) {
    return error.message();
  }
  return notes.all;
}

TEST(XmlReader, gives_elements_attributes_and_texts) {
  const std::string document = "<x:a xmlns:x='y'><b id='1'>caf\xC3\xA9 &amp; &#65;</b><c r:id='2'/></x:a>";
  for (const std::size_t piece : {1U, 7U, 1000U}) {
    EXPECT_EQ(read_events(document, piece), "<a><b 1>caf\xC3\xA9 & A</b><c 2 r:2></c></a>");
  }
}

TEST(XmlReader, says_where_a_document_is_broken) {
  EXPECT_THAT(read_events("<a>\n<b></a>"),
              testing::StartsWith("x.xml: this is no XML: mismatched tag in line 2, column 6"));
  EXPECT_THAT(read_events("<a>"), testing::HasSubstr("no XML: no element found"));
  EXPECT_THAT(read_events("<a>\xFF</a>"), testing::HasSubstr("no XML"));
}

TEST(XmlReader, refuses_entities_of_a_documents_own) {
  EXPECT_THAT(read_events("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), testing::HasSubstr("document type"));
}

TEST(XmlReader, lets_a_handlers_error_through) {
  EXPECT_EQ(read_events("<a><stop/><b/></a>"), "stopped");
}

}  // namespace
}  // namespace c360::ingest
