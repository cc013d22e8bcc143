// Who asks the HTTP servers of connections.yaml: certificates they are known by, and tokens, kept for a run.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "c360/base/cancel.h"
#include "c360/base/clock.h"
#include "c360/fetch/client.h"
#include "c360/project/project.h"

namespace c360::pipeline {

/// Any thread may call it.
class HttpSignIn {
 public:
  /// Both must outlive it.
  HttpSignIn(const project::Project& project, const Clock& clock);
  ~HttpSignIn();
  HttpSignIn(const HttpSignIn&) = delete;
  HttpSignIn& operator=(const HttpSignIn&) = delete;

  /// Sends a request to a connection's server, with a token where it signs in by one. `token` gets that: it must not be
  /// told. After a refusal of it (401) the next request has another one. Throws Error(kIo, kProject) where there is
  /// no token to be had.
  fetch::Outcome send(const project::Connection& connection, fetch::Request request, std::string& token,
                      const Cancellation& cancel);

 private:
  class Door;
  Door& door_of(const project::Connection& connection);

  const project::Project& project_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Door>> doors_;  // by the connection's name
};

}  // namespace c360::pipeline
