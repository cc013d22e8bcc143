// Answers that were given once, kept for whoever asks the same of the same snapshot.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "c360/http/message.h"

namespace c360::serve {

/// The answers used last, up to so many bytes. Any thread may call.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The answer of a key, whole; nullopt where it is not known (any more).
  std::optional<http::Response> find(const std::string& key);

  /// Keeps a good answer under a key once it has been given to its end: at once where it has a body, else when its
  /// stream has run through. One that is larger than an eighth of the cache is not kept. Returns the answer to give.
  http::Response keep(const std::string& key, http::Response response);

 private:
  struct Entry {
    std::string key;
    http::Response response;
    std::size_t bytes = 0;
  };

  void put(const std::string& key, http::Response response);

  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // the one used last in front
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
  std::size_t bytes_ = 0;
};

}  // namespace c360::serve
