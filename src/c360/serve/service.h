// The API as a handler of HTTP requests.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/customer/book_shelf.h"
#include "c360/http/message.h"
#include "c360/project/project.h"
#include "c360/serve/audit_log.h"

namespace c360::serve {

struct ServiceOptions {
  /// The names under which this machine may be asked, in lower case and without a port; a request whose Host is another
  /// is refused, so that no page of the web reaches the server through a name of its own (DNS rebinding).
  std::vector<std::string> hosts{"localhost", "127.0.0.1", "[::1]"};
  /// Who reaches the server sits at this machine, and is its admin as long as there are no tokens. To be false where it
  /// listens for others or behind a proxy: then nobody gets in without a token.
  bool has_local_user = true;
  bool is_behind_proxy = false;                 ///< which ends TLS and may ask under another name than browsers do
  bool is_secure = false;                       ///< browsers come by TLS
  std::chrono::milliseconds time_limit{60000};  ///< of one answer; 0: none
  std::uint64_t book_memory_bytes = 0;          ///< while a book is made, or rows kept; 0: a quarter of the machine's
  std::filesystem::path cache;                  ///< where books and kept rows are; empty: there are none
  customer::SightLimits sight_books;            ///< those of readers who see less than all
  std::int64_t least_rows_kept = 100'000;       ///< of an entity with fewer rows none are kept
  /// Where it is written down who asked for what; nullptr: nowhere. Required: nothing is answered that is not.
  std::shared_ptr<AuditLog> audit;
  bool audit_is_required = false;
  /// The program and what a run of this project needs, to start runs by; empty: it starts none.
  std::vector<std::string> run_command;
  bool logs_requests = true;
  /// What there is to tell: a line for each request, unless it logs none, and what went wrong beside answers.
  std::function<void(const std::string& line)> log = [](const std::string&) {};
};

/// Answers from one snapshot of a project's lakehouse, and moves on to the next as runs finish. Any thread may call.
class Service {
 public:
  /// `load` reads the project; its faults are thrown here, and later told to the log.
  Service(std::function<project::Project()> load, ServiceOptions options);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  http::Response answer(const http::Request& request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::serve
