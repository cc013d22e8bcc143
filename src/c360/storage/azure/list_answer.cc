#include "c360/storage/azure/list_answer.h"

#include <charconv>

#include "c360/base/error.h"
#include "c360/fetch/http_date.h"
#include "c360/fetch/url.h"
#include "c360/xml/parser.h"

namespace c360::storage::azure {
namespace {

/// <EnumerationResults><Blobs><Blob><Name>…</Name><Properties>…</Properties><Metadata>…</Metadata></Blob>…</Blobs>
/// <NextMarker>…</NextMarker></EnumerationResults>
class PageReader final : public xml::Handler {
 public:
  void begin(std::string_view name, const xml::Attributes& attributes) override {
    if (depth_++ == 0 && name != "EnumerationResults") throw Error(ErrorCode::kCorrupt, "this is no list of blobs");
    text_.clear();
    if (name == "Blob") {
      blob_ = ObjectInfo{};
      is_folder_ = false;
      is_in_blob_ = true;
    }
    for (const auto& [key, value] : attributes) is_encoded_ = name == "Name" && key == "Encoded" && value == "true";
  }

  void end(std::string_view name) override {
    --depth_;
    if (name == "NextMarker") page_.next_marker = text_;
    if (is_in_blob_) end_in_blob(name);
    text_.clear();
  }

  void text(std::string_view piece) override { text_ += piece; }

  ListPage page() && { return std::move(page_); }

 private:
  void end_in_blob(std::string_view name) {
    if (name == "Blob") {
      is_in_blob_ = false;
      if (!is_folder_) page_.blobs.push_back(std::move(blob_));
    } else if (name == "Name") {
      blob_.path = is_encoded_ ? fetch::percent_decoded(text_) : text_;
      is_encoded_ = false;
    } else if (name == "Content-Length") {
      std::from_chars(text_.data(), text_.data() + text_.size(), blob_.size);
    } else if (name == "Last-Modified") {
      blob_.modified = fetch::parse_http_date(text_).value_or(0);
    } else if (name == "Etag") {
      blob_.etag = text_.starts_with('"') ? text_ : '"' + text_ + '"';  // as in the header of other answers
    } else if (name == "hdi_isfolder" || name == "ResourceType") {
      is_folder_ = is_folder_ || text_ == "true" || text_ == "directory";
    }
  }

  ListPage page_;
  ObjectInfo blob_;
  std::string text_;
  int depth_ = 0;
  bool is_in_blob_ = false;
  bool is_folder_ = false;
  bool is_encoded_ = false;
};

}  // namespace

ListPage read_list_page(std::string_view document) {
  PageReader reader;
  xml::parse(document, reader);
  return std::move(reader).page();
}

}  // namespace c360::storage::azure
