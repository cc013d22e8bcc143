// XML read from its front to its end, in flat memory. The only place that includes expat.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace c360::xml {

using Attributes = std::vector<std::pair<std::string, std::string>>;

/// What a document tells, in its order. Names are as written, with their prefix; all text is UTF-8.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void begin(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// A piece of text; one text may come in several pieces.
  virtual void text(std::string_view piece) = 0;
};

/// Reads one document and tells its handler, which must outlive it. What the handler throws ends the reading and comes
/// out of feed() or finish(). A document type is refused: it could make a small file a huge one. One thread at a time.
class Parser {
 public:
  explicit Parser(Handler& handler);
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// The next bytes. Throws Error(kCorrupt) with line and column where they are no XML.
  void feed(std::string_view bytes);
  /// The document's end. Throws Error(kCorrupt) where it is not whole.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole document.
void parse(std::string_view document, Handler& handler);

}  // namespace c360::xml
