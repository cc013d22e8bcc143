#include "c360/storage/azure/testing/blob_server.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/secrets.h"
#include "c360/fetch/http_date.h"
#include "c360/fetch/url.h"
#include "c360/xml/parser.h"

namespace c360::storage::azure::testing {
namespace {

using fetch::testing::answer;

constexpr std::string_view kRoot = "/shop/lake";
constexpr const char* kModified = "Thu, 26 Nov 2026 08:15:00 GMT";

/// The block ids of a Put Block List.
struct BlockIds final : xml::Handler {
  void begin(std::string_view, const xml::Attributes&) override { text_.clear(); }
  void end(std::string_view name) override {
    if (name == "Uncommitted") ids.push_back(text_);
  }
  void text(std::string_view piece) override { text_ += piece; }
  std::vector<std::string> ids;
  std::string text_;
};

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else
      out += c;
  }
  return out;
}

}  // namespace

http::Response refusal(int status, const std::string& code, const std::string& message, const std::string& detail) {
  std::string body = fmt::format(
      "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{}</Code><Message>{}"
      "\nRequestId:0000-1\nTime:2026-11-26T08:15:00.0000000Z</Message>{}</Error>",
      code, message, detail.empty() ? "" : "<AuthenticationErrorDetail>" + detail + "</AuthenticationErrorDetail>");
  return answer(status, body,
                {{"Content-Type", "application/xml"}, {"x-ms-error-code", code}, {"x-ms-request-id", "0000-1"}});
}

BlobServer::BlobServer() : server_([this](const http::Request& request) { return handle(request); }) {}

Settings BlobServer::settings() const {
  Settings settings;
  settings.endpoint = server_.url("/shop");
  settings.credential = AccountKey{base64("0123456789abcdef")};
  settings.retries.first_wait = settings.retries.longest_wait = std::chrono::milliseconds(1);
  settings.block_bytes = 1000;
  return settings;
}

void BlobServer::answer_next(std::vector<http::Response> answers) {
  const std::lock_guard<std::mutex> lock(mutex_);
  next_ = std::move(answers);
}

void BlobServer::make_folder(const std::string& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  blobs_[name] = {"", "\"0x0\"", {{"x-ms-meta-hdi_isfolder", "true"}}};
}

std::optional<std::string> BlobServer::bytes_of(const std::string& name) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = blobs_.find(name);
  return found == blobs_.end() ? std::nullopt : std::optional(found->second.bytes);
}

http::Response BlobServer::handle(const http::Request& request) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!next_.empty()) {
    http::Response given = std::move(next_.front());
    next_.erase(next_.begin());
    return given;
  }
  if (!request.path.starts_with(kRoot)) return refusal(404, "ContainerNotFound");
  const std::string name = fetch::percent_decoded(request.path.substr(std::min(request.path.size(), kRoot.size() + 1)));
  if (name.empty()) return request.method == "PUT" ? refusal(409, "ContainerAlreadyExists") : list(request);
  if (request.query.value("comp")) return put_blocks(request, name);
  if (request.method == "PUT") return put(request, name);
  if (request.method != "DELETE") return get(request, name);
  return blobs_.erase(name) > 0 ? answer(202) : refusal(404, "BlobNotFound");
}

http::Response BlobServer::get(const http::Request& request, const std::string& name) const {
  const auto found = blobs_.find(name);
  if (found == blobs_.end()) return refusal(404, "BlobNotFound");
  const Blob& blob = found->second;
  const auto match = request.headers.header("if-match");
  if (match && *match != blob.etag) return refusal(412, "ConditionNotMet");
  http::Response response = answer(200, blob.bytes, {{"ETag", blob.etag}, {"Last-Modified", kModified}});
  for (const auto& [key, value] : blob.metadata) response.with(key, value);
  const auto range = request.headers.header("x-ms-range");
  if (!range) return response;
  const std::size_t first = std::stoull(range->substr(6));
  const std::size_t last = std::stoull(range->substr(range->find('-') + 1));
  if (first >= blob.bytes.size()) return refusal(416, "InvalidRange");
  response.status = 206;
  response.body = blob.bytes.substr(first, last - first + 1);
  return response;
}

http::Response BlobServer::put(const http::Request& request, const std::string& name) {
  const auto found = blobs_.find(name);
  const auto match = request.headers.header("if-match");
  if (match && (found == blobs_.end() || found->second.etag != *match)) return refusal(412, "ConditionNotMet");
  if (request.headers.header("if-none-match") && found != blobs_.end()) return refusal(409, "BlobAlreadyExists");
  return store(request, name, request.body);
}

http::Response BlobServer::put_blocks(const http::Request& request, const std::string& name) {
  if (const auto id = request.query.value("blockid")) {
    blocks_[name + "\n" + *id] = request.body;
    return answer(201);
  }
  BlockIds list;
  xml::parse(request.body, list);
  std::string bytes;
  for (const std::string& id : list.ids) {
    const auto block = blocks_.find(name + "\n" + id);
    if (block == blocks_.end()) return refusal(400, "InvalidBlockList");
    bytes += block->second;
  }
  return store(request, name, std::move(bytes));
}

http::Response BlobServer::store(const http::Request& request, const std::string& name, std::string bytes) {
  Blob blob{std::move(bytes), fmt::format("\"0x{:X}\"", ++versions_), {}};
  for (const auto& [key, value] : request.headers.all()) {
    if (keeps_metadata_ && key.starts_with("x-ms-meta-")) blob.metadata.emplace_back(key, value);
  }
  blobs_[name] = blob;
  return answer(201, {}, {{"ETag", blob.etag}, {"Last-Modified", kModified}});
}

http::Response BlobServer::list(const http::Request& request) const {
  const std::string prefix = request.query.value("prefix").value_or("");
  const bool direct_only = request.query.value("delimiter") == "/";
  std::string blobs;
  std::string next;
  std::size_t count = 0;
  for (auto it = blobs_.lower_bound(std::max(prefix, request.query.value("marker").value_or("")));
       it != blobs_.end() && it->first.starts_with(prefix); ++it) {
    if (direct_only && it->first.find('/', prefix.size()) != std::string::npos) continue;
    if (count++ == page_) {
      next = it->first;
      break;
    }
    std::string metadata;
    for (const auto& [key, value] : it->second.metadata)
      metadata += fmt::format("<{0}>{1}</{0}>", key.substr(10), value);
    blobs += fmt::format(
        "<Blob><Name>{}</Name><Properties><Last-Modified>{}</Last-Modified><Etag>{}</Etag>"
        "<Content-Length>{}</Content-Length></Properties><Metadata>{}</Metadata></Blob>",
        escaped(it->first), kModified, it->second.etag.substr(1, it->second.etag.size() - 2), it->second.bytes.size(),
        metadata);
  }
  return answer(200, fmt::format("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>{}</Blobs>"
                                 "<NextMarker>{}</NextMarker></EnumerationResults>",
                                 blobs, escaped(next)));
}

}  // namespace c360::storage::azure::testing
