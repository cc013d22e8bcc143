#include "c360/ingest/xlsx/xml_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kMostPiece = std::size_t{1} << 24;

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (without_prefix(*pair) == name) return pair[1];
  }
  return std::nullopt;
}

std::string_view XmlAttributes::prefixed(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    const std::string_view whole = *pair;
    if (whole.size() > name.size() && without_prefix(whole) == name) return pair[1];
  }
  return {};
}

struct XmlReader::State {
  State(XmlHandler& to, std::string of) : handler(to), name(std::move(of)), parser(XML_ParserCreate(nullptr)) {
    if (parser == nullptr) throw Error(ErrorCode::kInternal, "expat does not start");
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
  }
  ~State() { XML_ParserFree(parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Exceptions do not go through expat, which is C.
  template <typename Call>
  void guard(Call&& call) {
    if (failure) return;
    try {
      call();
    } catch (...) {
      failure = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  static State& of(void* data) { return *static_cast<State*>(data); }
  static void XMLCALL on_start(void* data, const XML_Char* element, const XML_Char** attributes) {
    of(data).guard([&] { of(data).handler.start(without_prefix(element), XmlAttributes(attributes)); });
  }
  static void XMLCALL on_end(void* data, const XML_Char* element) {
    of(data).guard([&] { of(data).handler.end(without_prefix(element)); });
  }
  static void XMLCALL on_text(void* data, const XML_Char* text, int length) {
    of(data).guard([&] { of(data).handler.text({text, static_cast<std::size_t>(length)}); });
  }
  static void XMLCALL on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    of(data).guard([&] { of(data).refuse("has a document type declaration, which no workbook needs"); });
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorCode::kData,
                fmt::format("{}:{}:{} {}", name, XML_GetCurrentLineNumber(parser),
                            XML_GetCurrentColumnNumber(parser) + 1, what),
                "bring the whole file again; nothing of it was taken in");
  }

  void parse(std::string_view piece, bool last) {
    const XML_Status status = XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (failure) std::rethrow_exception(failure);
    if (status == XML_STATUS_ERROR) refuse(fmt::format("is no XML ({})", XML_ErrorString(XML_GetErrorCode(parser))));
  }

  XmlHandler& handler;
  std::string name;
  XML_Parser parser;
  std::exception_ptr failure;
};

XmlReader::XmlReader(XmlHandler& handler, std::string name)
    : state_(std::make_unique<State>(handler, std::move(name))) {}
XmlReader::~XmlReader() = default;

void XmlReader::feed(std::string_view piece) {
  while (!piece.empty()) {
    state_->parse(piece.substr(0, kMostPiece), false);
    piece.remove_prefix(std::min(piece.size(), kMostPiece));
  }
}

void XmlReader::finish() {
  state_->parse({}, true);
}

}  // namespace c360::ingest
