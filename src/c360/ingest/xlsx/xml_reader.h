// XML as a stream of elements. The one place that knows expat.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace c360::ingest {

/// The attributes of one element, valid within one call.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// By its name without a prefix.
  std::optional<std::string_view> find(std::string_view name) const;
  std::string_view text(std::string_view name) const { return find(name).value_or(std::string_view()); }
  /// The attribute of this name that has a prefix: r:id.
  std::string_view prefixed(std::string_view name) const;

 private:
  const char** pairs_;  ///< name, value, name, value, …, null
};

/// Is told what comes, names without prefixes. What it throws ends the reading and comes out of feed().
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view element) = 0;
  /// A piece of text; texts come in several.
  virtual void text(std::string_view piece) = 0;
};

/// Reads one document, piece by piece. One thread at a time.
class XmlReader {
 public:
  /// `name` is what messages call the document. The handler must outlive it.
  XmlReader(XmlHandler& handler, std::string name);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// Throws Error(kData), naming line and column, for what is no XML and for a document type declaration.
  void feed(std::string_view piece);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace c360::ingest
