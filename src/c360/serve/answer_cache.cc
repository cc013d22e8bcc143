#include "c360/serve/answer_cache.h"

#include <memory>
#include <utility>

namespace c360::serve {
namespace {

constexpr int kGood = 200;
constexpr std::size_t kPartOfAll = 8;
constexpr std::size_t kOverhead = 512;  // of an entry: headers, list and map

}  // namespace

std::optional<http::Response> AnswerCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = places_.find(key);
  if (found == places_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->response;
}

http::Response AnswerCache::keep(const std::string& key, http::Response response) {
  if (response.status != kGood) return response;
  if (!response.stream) {
    put(key, response);
    return response;
  }
  http::Response whole;
  whole.status = response.status;
  whole.headers = response.headers;
  response.stream = [this, key, whole = std::move(whole),
                     write = std::move(response.stream)](const http::Write& out) mutable {
    bool fits = true;
    write([&](std::string_view part) {
      out(part);
      fits = fits && whole.body.size() + part.size() <= most_bytes_ / kPartOfAll;
      fits ? static_cast<void>(whole.body += part) : whole.body.clear();
    });
    if (fits) put(key, std::move(whole));
  };
  return response;
}

void AnswerCache::put(const std::string& key, http::Response response) {
  const std::size_t bytes = 2 * key.size() + response.body.size() + kOverhead;
  if (bytes > most_bytes_ / kPartOfAll) return;
  const std::lock_guard lock(mutex_);
  if (places_.contains(key)) return;
  entries_.push_front({key, std::move(response), bytes});
  places_[key] = entries_.begin();
  for (bytes_ += bytes; bytes_ > most_bytes_; entries_.pop_back()) {
    bytes_ -= entries_.back().bytes;
    places_.erase(entries_.back().key);
  }
}

}  // namespace c360::serve
