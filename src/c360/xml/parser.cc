#include "c360/xml/parser.h"

#include <expat.h>
#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <new>

#include "c360/base/error.h"

namespace c360::xml {

struct Parser::State {
  explicit State(Handler& told) : handler(told), parser(XML_ParserCreate("UTF-8")) {
    if (parser == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, on_begin, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
  }
  ~State() { XML_ParserFree(parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Exceptions must not pass through the library: they are kept until it has returned.
  template <typename Work>
  void guarded(const Work& work) {
    if (failure) return;
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  static void on_begin(void* data, const char* name, const char** written) {
    State& state = *static_cast<State*>(data);
    state.guarded([&] {
      Attributes attributes;
      for (; *written != nullptr; written += 2) attributes.emplace_back(written[0], written[1]);
      state.handler.begin(name, attributes);
    });
  }
  static void on_end(void* data, const char* name) {
    State& state = *static_cast<State*>(data);
    state.guarded([&] { state.handler.end(name); });
  }
  static void on_text(void* data, const char* piece, int length) {
    State& state = *static_cast<State*>(data);
    state.guarded([&] { state.handler.text({piece, static_cast<std::size_t>(length)}); });
  }
  static void on_doctype(void* data, const char*, const char*, const char*, int) {
    static_cast<State*>(data)->guarded([] { throw Error(ErrorCode::kCorrupt, "this XML has a document type"); });
  }

  void parse(std::string_view bytes, bool is_last) {
    const XML_Status status = XML_Parse(parser, bytes.data(), static_cast<int>(bytes.size()), is_last ? 1 : 0);
    if (failure) std::rethrow_exception(failure);
    if (status == XML_STATUS_OK) return;
    throw Error(ErrorCode::kCorrupt,
                fmt::format("this is no XML: {} in line {}, column {}", XML_ErrorString(XML_GetErrorCode(parser)),
                            XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser) + 1));
  }

  Handler& handler;
  XML_Parser parser;
  std::exception_ptr failure;
};

Parser::Parser(Handler& handler) : state_(std::make_unique<State>(handler)) {}
Parser::~Parser() = default;

void Parser::feed(std::string_view bytes) {
  constexpr std::size_t kPiece = 1 << 20;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kPiece, bytes.size())))
    state_->parse(bytes.substr(0, kPiece), false);
}

void Parser::finish() {
  state_->parse({}, true);
}

void parse(std::string_view document, Handler& handler) {
  Parser parser(handler);
  parser.feed(document);
  parser.finish();
}

}  // namespace c360::xml
