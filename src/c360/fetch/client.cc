#include "c360/fetch/client.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <mutex>
#include <new>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/fetch/url.h"

namespace c360::fetch {
namespace {

/// A local file that is read or written at a place.
class PlacedFile {
 public:
  PlacedFile(std::filesystem::path path, int flags, std::uint64_t offset)
      : path_(std::move(path)), fd_(::open(path_.c_str(), flags | O_CLOEXEC)), at_(offset) {
    if (fd_ < 0) throw_errno("open", path_, errno);
  }
  ~PlacedFile() { ::close(fd_); }
  PlacedFile(const PlacedFile&) = delete;
  PlacedFile& operator=(const PlacedFile&) = delete;

  std::size_t read(char* buffer, std::size_t length) {
    ssize_t got = 0;
    do got = ::pread(fd_, buffer, length, static_cast<off_t>(at_));
    while (got < 0 && errno == EINTR);
    if (got < 0) throw_errno("read", path_, errno);
    if (got == 0) throw Error(ErrorCode::kIo, fmt::format("{} became shorter while it was sent", path_.string()));
    at_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t done = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at_));
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) throw_errno("write", path_, errno);
      at_ += static_cast<std::uint64_t>(done);
      bytes.remove_prefix(static_cast<std::size_t>(done));
    }
  }

 private:
  std::filesystem::path path_;
  int fd_;
  std::uint64_t at_;
};

class HeaderList {
 public:
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  void add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    list_ = longer;
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

/// One request on its way: what libcurl calls back.
class Transfer {
 public:
  Transfer(const Request& request, const Cancellation& cancel) : request_(request), cancel_(cancel) {
    if (request.body_file) source_.emplace(request.body_file->path, O_RDONLY, request.body_file->offset);
    if (request.into) target_.emplace(request.into->path, O_WRONLY, request.into->offset);
  }

  std::uint64_t body_length() const { return request_.body_file ? request_.body_file->length : request_.body.size(); }
  Answer& answer() { return answer_; }
  bool is_too_large() const { return is_too_large_; }
  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

  static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->guarded(
        CURL_READFUNC_ABORT, [&](Transfer& transfer) { return transfer.read(buffer, size * count); });
  }
  static std::size_t on_write(char* bytes, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->guarded(0, [&](Transfer& transfer) {
      return transfer.write({bytes, size * count});
    });
  }
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->guarded(0, [&](Transfer& transfer) {
      return transfer.take_header({bytes, size * count});
    });
  }
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(self)->cancel_.requested() ? 1 : 0;
  }

 private:
  /// Exceptions must not pass through the library: they are kept until it has returned.
  template <typename Work>
  std::size_t guarded(std::size_t failed, const Work& work) {
    try {
      return work(*this);
    } catch (...) {
      failure_ = std::current_exception();
      return failed;
    }
  }

  std::size_t read(char* buffer, std::size_t room) {
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(room, body_length() - sent_));
    if (length == 0) return 0;
    std::size_t got = length;
    if (source_) {
      got = source_->read(buffer, length);
    } else {
      std::memcpy(buffer, request_.body.data() + sent_, length);
    }
    sent_ += got;
    return got;
  }

  std::size_t write(std::string_view bytes) {
    answer_.body_bytes += bytes.size();
    is_too_large_ = answer_.body_bytes > request_.largest_answer;
    if (is_too_large_) return 0;
    if (target_ && answer_.status >= 200 && answer_.status < 300) {
      target_->write(bytes);
    } else {
      answer_.body += bytes;
    }
    return bytes.size();
  }

  /// "HTTP/1.1 200 OK", then "Name: value", each with its line end. An interim answer (100) comes before the real one.
  std::size_t take_header(std::string_view line) {
    const std::size_t length = line.size();
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(':');
    if (line.starts_with("HTTP/")) {
      answer_ = Answer{};
      const std::size_t space = std::min(line.find(' '), line.size() - 1);
      answer_.status = std::atoi(std::string(line.substr(space + 1, 3)).c_str());
    } else if (colon != std::string_view::npos) {
      std::string_view value = line.substr(colon + 1);
      while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
      while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
      answer_.headers.add(std::string(line.substr(0, colon)), std::string(value));
    }
    return length;
  }

  const Request& request_;
  const Cancellation& cancel_;
  std::optional<PlacedFile> source_;
  std::optional<PlacedFile> target_;
  std::uint64_t sent_ = 0;
  Answer answer_;
  bool is_too_large_ = false;
  std::exception_ptr failure_;
};

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(handle, option, value);
  if (code != CURLE_OK)
    throw Error(ErrorCode::kInternal,
                fmt::format("libcurl refuses setting {}: {}", static_cast<int>(option), curl_easy_strerror(code)));
}

/// Other programs that this one starts do not keep its connections.
int close_on_exec(void*, curl_socket_t socket, curlsocktype) {
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  return CURL_SOCKOPT_OK;
}

/// This machine and the address that a cloud gives its machines for questions about themselves.
bool is_never_behind_a_proxy(const std::string& host) {
  return host == "localhost" || host == "[::1]" || host == "169.254.169.254" || host.starts_with("127.");
}

void set_options(CURL* handle, const ClientOptions& options) {
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(handle, CURLOPT_PATH_AS_IS, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_time.count()));
  set(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_time.count()));
  set(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  set(handle, CURLOPT_SOCKOPTFUNCTION, close_on_exec);
  set(handle, CURLOPT_NOPROGRESS, 0L);
  set(handle, CURLOPT_BUFFERSIZE, 256L * 1024);
  set(handle, CURLOPT_UPLOAD_BUFFERSIZE, 256L * 1024);
  if (!options.ca_file.empty()) set(handle, CURLOPT_CAINFO, options.ca_file.c_str());
}

void set_transfer(CURL* handle, Transfer& transfer) {
  set(handle, CURLOPT_READFUNCTION, &Transfer::on_read);
  set(handle, CURLOPT_READDATA, static_cast<void*>(&transfer));
  set(handle, CURLOPT_WRITEFUNCTION, &Transfer::on_write);
  set(handle, CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set(handle, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(handle, CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
  set(handle, CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set(handle, CURLOPT_XFERINFODATA, static_cast<void*>(&transfer));
}

void set_method(CURL* handle, const Request& request, std::uint64_t body_length) {
  const bool takes_body = request.method == "PUT" || request.method == "POST" || request.method == "PATCH";
  if (request.method == "HEAD") {
    set(handle, CURLOPT_NOBODY, 1L);
  } else if (takes_body || body_length > 0) {
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(body_length));
  }
  if (request.method != "GET" && request.method != "HEAD") set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void set_headers(CURL* handle, const Request& request, HeaderList& list) {
  const auto breaks_line = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  list.add("Expect:");
  for (const auto& [name, value] : request.headers) {
    if (std::any_of(name.begin(), name.end(), breaks_line) || std::any_of(value.begin(), value.end(), breaks_line))
      throw Error(ErrorCode::kUsage, fmt::format("the value of the header {} holds a line end", name),
                  "a key or token that is read from a file must be one line");
    list.add(value.empty() ? name + ";" : name + ": " + value);
  }
  set(handle, CURLOPT_HTTPHEADER, list.get());
}

FailureKind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return FailureKind::kNoSuchHost;
    case CURLE_COULDNT_CONNECT:
      return FailureKind::kRefused;
    case CURLE_OPERATION_TIMEDOUT:
      return FailureKind::kTimedOut;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return FailureKind::kCertificate;
    default:
      return FailureKind::kBroken;
  }
}

Outcome outcome_of(CURLcode code, Transfer& transfer, const Cancellation& cancel, const ClientOptions& options) {
  transfer.rethrow_failure();
  if (transfer.is_too_large()) return Failure{FailureKind::kTooLarge, "the answer is too large"};
  if (code == CURLE_OK) return std::move(transfer.answer());
  cancel.check();
  if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
    throw Error(ErrorCode::kUsage, "this is no address of an HTTP server", "write it as https://host/path");
  if (code == CURLE_SSL_CACERT_BADFILE)
    return Failure{FailureKind::kCertificate, fmt::format("the CA file {} cannot be read", options.ca_file.string())};
  return Failure{kind_of(code), curl_easy_strerror(code)};
}

/// The request that an answer leads to; nullopt where it is not to be followed.
std::optional<Request> next_of(const Request& request, const Outcome& outcome) {
  const auto* answer = std::get_if<Answer>(&outcome);
  if (answer == nullptr || request.most_redirects == 0 || answer->status < 301 || answer->status > 308) return {};
  const auto location = answer->headers.header("location");
  if (!location || (request.method != "GET" && request.method != "HEAD")) return {};
  Request next = request;
  next.url = resolved(request.url, *location);
  next.most_redirects = request.most_redirects - 1;
  if (origin_of(next.url) != origin_of(request.url)) return {};
  return next;
}

}  // namespace

Request& Request::with(std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

/// Handles of libcurl, each with the connections it keeps. The one given back last is taken first.
class Client::Pool {
 public:
  explicit Pool(ClientOptions options) : options_(std::move(options)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  }
  ~Pool() {
    for (CURL* handle : idle_) curl_easy_cleanup(handle);
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  Outcome send(const Request& request, const Cancellation& cancel) {
    cancel.check();
    Transfer transfer(request, cancel);
    Borrowed borrowed(*this);
    CURL* handle = borrowed.handle;
    HeaderList headers;
    set_options(handle, options_);
    set_transfer(handle, transfer);
    set_method(handle, request, transfer.body_length());
    set_headers(handle, request, headers);
    set(handle, CURLOPT_URL, request.url.c_str());
    if (is_never_behind_a_proxy(host_of(request.url))) set(handle, CURLOPT_PROXY, "");
    const CURLcode code = curl_easy_perform(handle);
    borrowed.is_sound = code == CURLE_OK;
    return outcome_of(code, transfer, cancel, options_);
  }

 private:
  struct Borrowed {
    explicit Borrowed(Pool& owner) : pool(owner), handle(owner.take()) {}
    ~Borrowed() { is_sound ? pool.give_back(handle) : curl_easy_cleanup(handle); }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    Pool& pool;
    CURL* handle;
    bool is_sound = false;  ///< after a failure libcurl may refuse settings: such a handle is not used again
  };

  CURL* take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.empty()) {
      CURL* fresh = curl_easy_init();
      if (fresh == nullptr) throw std::bad_alloc();
      return fresh;
    }
    CURL* handle = idle_.back();
    idle_.pop_back();
    return handle;
  }

  /// Settings go, connections stay.
  void give_back(CURL* handle) {
    curl_easy_reset(handle);
    const std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(handle);
  }

  const ClientOptions options_;
  std::mutex mutex_;
  std::vector<CURL*> idle_;
};

Client::Client(ClientOptions options) : pool_(std::make_unique<Pool>(std::move(options))) {}
Client::~Client() = default;

Outcome Client::send(const Request& request, const Cancellation& cancel) const {
  Outcome outcome = pool_->send(request, cancel);
  if (const auto next = next_of(request, outcome)) return send(*next, cancel);
  return outcome;
}

}  // namespace c360::fetch
