#include "c360/ingest/xlsx/xml_reader.h"

#include <fmt/format.h>

#include <utility>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
  for (const auto& [written, value] : written_) {
    if (without_prefix(written) == name) return value;
  }
  return std::nullopt;
}

std::string_view XmlAttributes::prefixed(std::string_view name) const {
  for (const auto& [written, value] : written_) {
    if (written.size() > name.size() && without_prefix(written) == name) return value;
  }
  return {};
}

XmlReader::XmlReader(XmlHandler& handler, std::string name)
    : handler_(handler), name_(std::move(name)), parser_(*this) {}

/// What the parser finds is told with the document's name; what the handler throws comes out as it is.
template <typename Work>
void XmlReader::told_with_name(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kCorrupt) throw;
    throw Error(ErrorCode::kData, fmt::format("{}: {}", name_, error.message()),
                "bring the whole file again; nothing of it was taken in");
  }
}

void XmlReader::feed(std::string_view piece) {
  told_with_name([&] { parser_.feed(piece); });
}

void XmlReader::finish() {
  told_with_name([&] { parser_.finish(); });
}

void XmlReader::begin(std::string_view name, const xml::Attributes& attributes) {
  handler_.start(without_prefix(name), XmlAttributes(attributes));
}

void XmlReader::end(std::string_view name) {
  handler_.end(without_prefix(name));
}

void XmlReader::text(std::string_view piece) {
  handler_.text(piece);
}

}  // namespace c360::ingest
