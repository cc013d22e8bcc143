#include "c360/serve/assets.h"

#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/ingest/gzip.h"

extern "C" const char c360_web_app[];
extern "C" const char c360_web_app_end[];

namespace c360::serve {
namespace {

/// Nothing but the program's own files and answers, whatever the data says; in no frame of another page.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
    "font-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

bool takes_gzip(const http::Request& request) {
  return request.headers.header("accept-encoding").value_or("").find("gzip") != std::string::npos;
}

std::string unpacked(std::string_view gzip) {
  std::string text;
  ingest::unpack_gzip(gzip, "a file of the dashboards", [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace

Assets::Assets(std::string_view bundle) {
  const std::size_t line = bundle.find('\n');
  const auto index = nlohmann::json::parse(bundle.substr(0, line), nullptr, false);
  if (line == std::string_view::npos || !index.is_array())
    throw Error(ErrorCode::kInternal, "the bundle of the dashboards has no list of its files");
  std::string_view rest = bundle.substr(line + 1);
  for (const auto& entry : index) {
    const auto size = entry.at("size").get<std::size_t>();
    if (size > rest.size()) throw Error(ErrorCode::kInternal, "the bundle of the dashboards is cut off");
    Asset asset{entry.at("type"), {}, entry.at("path") != "/", rest.substr(0, size)};
    asset.tag = "W/\"" + content_hash(asset.gzip) + "\"";
    rest.remove_prefix(size);
    files_.emplace(entry.at("path"), std::move(asset));
  }
}

const Assets& Assets::of_program() {
  static const Assets assets({c360_web_app, static_cast<std::size_t>(c360_web_app_end - c360_web_app)});
  return assets;
}

std::optional<http::Response> Assets::answer(const http::Request& request) const {
  const auto found = files_.find(request.path);
  if (found == files_.end()) return std::nullopt;
  const Asset& asset = found->second;
  http::Response response;
  response.with("ETag", asset.tag).with("Vary", "Accept-Encoding").with("Content-Security-Policy", kPolicy);
  response.with("Referrer-Policy", "no-referrer").with("Cross-Origin-Opener-Policy", "same-origin");
  if (asset.is_forever) response.with("Cache-Control", "private, max-age=31536000, immutable");
  if (request.headers.header("if-none-match").value_or("").find(asset.tag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", asset.type);
  if (takes_gzip(request)) response.with("Content-Encoding", "gzip");
  response.body = takes_gzip(request) ? std::string(asset.gzip) : unpacked(asset.gzip);
  return response;
}

}  // namespace c360::serve
