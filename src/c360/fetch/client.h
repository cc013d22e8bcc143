// Asking HTTP servers. The only place that includes libcurl.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/http/message.h"

namespace c360::fetch {

/// A part of a local file.
struct FilePart {
  std::filesystem::path path;
  std::uint64_t offset = 0;  ///< bytes
  std::uint64_t length = 0;  ///< bytes
};

/// Where an answer's body goes, if not to memory: into a file that is there, from a place on.
struct FileTarget {
  std::filesystem::path path;
  std::uint64_t offset = 0;  ///< bytes
};

struct Request {
  std::string method = "GET";
  std::string url;  ///< absolute, http or https, encoded
  std::vector<http::Header> headers;
  std::string body;
  std::optional<FilePart> body_file;  ///< sent instead of `body`
  std::optional<FileTarget> into;     ///< for the body of an answer of 200 to 299 alone
  /// Followed for GET and HEAD within one origin (scheme, host and port), so that no other host sees the headers. The
  /// answer that leads elsewhere is given as it is.
  unsigned most_redirects = 0;
  std::uint64_t largest_answer = std::uint64_t{1} << 32;  ///< bytes of a body; a larger one is a failure

  Request& with(std::string name, std::string value);
};

struct Answer {
  int status = 0;
  http::Fields headers;
  std::string body;              ///< empty if it went to a file
  std::uint64_t body_bytes = 0;  ///< how many came
};

enum class FailureKind {
  kNoSuchHost,   ///< its name has no address
  kRefused,      ///< nobody listens, or nobody can be reached
  kTimedOut,     ///< nothing came for too long
  kBroken,       ///< the connection ended before the answer did
  kCertificate,  ///< the server could not show who it is
  kTooLarge,     ///< the answer is larger than asked for
};

/// Why there is no answer. The server may have done what it was asked all the same.
struct Failure {
  FailureKind kind = FailureKind::kBroken;
  std::string why;  ///< in words, without the address
};

using Outcome = std::variant<Answer, Failure>;

struct ClientOptions {
  std::chrono::milliseconds connect_time{10'000};
  std::chrono::seconds stall_time{60};  ///< without a byte in either direction
  std::filesystem::path ca_file;        ///< PEM; empty: the system's
  std::string user_agent = "c360";
};

/// Asks servers and keeps connections for further requests, one for each that runs at a time. Any thread may call it.
class Client {
 public:
  explicit Client(ClientOptions options = {});
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Throws Error(kCancelled) within a second once a stop is requested, Error(kIo, kNoSpace) for a local file that
  /// cannot be read or written, Error(kUsage) for an address or header that cannot be sent. Credentials are never part
  /// of a message.
  Outcome send(const Request& request, const Cancellation& cancel) const;

 private:
  class Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace c360::fetch
