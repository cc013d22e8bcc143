// The XML of a workbook's parts as a stream of elements whose names have no prefixes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "c360/xml/parser.h"

namespace c360::ingest {

/// The attributes of one element, valid within one call.
class XmlAttributes {
 public:
  explicit XmlAttributes(const xml::Attributes& written) : written_(written) {}
  /// By its name without a prefix.
  std::optional<std::string_view> find(std::string_view name) const;
  std::string_view text(std::string_view name) const { return find(name).value_or(std::string_view()); }
  /// The attribute of this name that has a prefix: r:id.
  std::string_view prefixed(std::string_view name) const;

 private:
  const xml::Attributes& written_;
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
class XmlReader : private xml::Handler {
 public:
  /// `name` is what messages call the document. The handler must outlive it.
  XmlReader(XmlHandler& handler, std::string name);

  /// Throws Error(kData), naming line and column, for what is no XML and for a document type declaration.
  void feed(std::string_view piece);
  void finish();

 private:
  template <typename Work>
  void told_with_name(const Work& work);
  void begin(std::string_view name, const xml::Attributes& attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view piece) override;

  XmlHandler& handler_;
  std::string name_;
  xml::Parser parser_;
};

}  // namespace c360::ingest
