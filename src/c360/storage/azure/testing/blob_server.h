// A small Blob service for tests: blobs in memory, and refusals as Azure documents them.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "c360/fetch/testing/scripted_server.h"
#include "c360/storage/azure/settings.h"

namespace c360::storage::azure::testing {

/// Knows the account "shop" with the container "lake", and believes whoever asks. Any thread may call it.
class BlobServer {
 public:
  BlobServer();

  std::uint16_t port() const { return server_.port(); }
  /// With an account key, and retries that wait for no time at all worth speaking of.
  Settings settings() const;
  std::vector<http::Request> requests() const { return server_.requests(); }

  /// The next requests get these answers, one each; then it goes on by itself.
  void answer_next(std::vector<http::Response> answers);
  /// A folder of a hierarchical namespace.
  void make_folder(const std::string& name);
  std::optional<std::string> bytes_of(const std::string& name) const;
  /// Blobs of one page of a list.
  void set_page(std::size_t blobs) { page_ = blobs; }
  /// Drops what marks each put, as a store would that keeps no metadata.
  void keep_no_metadata() { keeps_metadata_ = false; }

 private:
  struct Blob {
    std::string bytes;
    std::string etag;
    std::vector<http::Header> metadata;
  };

  http::Response handle(const http::Request& request);
  http::Response get(const http::Request& request, const std::string& name) const;
  http::Response put(const http::Request& request, const std::string& name);
  http::Response put_blocks(const http::Request& request, const std::string& name);
  http::Response list(const http::Request& request) const;
  http::Response store(const http::Request& request, const std::string& name, std::string bytes);

  mutable std::mutex mutex_;
  std::map<std::string, Blob> blobs_;
  std::map<std::string, std::string> blocks_;
  std::vector<http::Response> next_;
  std::uint64_t versions_ = 0;
  std::size_t page_ = 5000;
  bool keeps_metadata_ = true;
  fetch::testing::ScriptedServer server_;
};

/// A refusal as Azure writes it, with its body and headers.
http::Response refusal(int status, const std::string& code, const std::string& message = {},
                       const std::string& detail = {});

}  // namespace c360::storage::azure::testing
