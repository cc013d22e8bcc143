// A small API for tests: resources of JSON records by every kind of paging, and answers that go wrong as a test wants.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "c360/fetch/testing/scripted_server.h"
#include "c360/rest/json_document.h"

namespace c360::rest::testing {

/// GET /NAME            an array; with _page and _limit a part of it and a Link header, as json-server has it
/// GET /offset/NAME     an array: records from `offset` on
/// GET /cursor/NAME     {"data": [...], "meta": {"next": mark}} from the mark `after` on
/// GET /next/NAME       {"items": [...], "next": address}
/// GET /of/PARENT/NAME  the array's records whose field `parent` is PARENT; 404 where there are none
/// POST /search/NAME    as /cursor/NAME, by a body {"page": {"after": mark, "limit": n}}
/// `updated_since` leaves out records whose updated_at is lower or null. Any thread may call it.
class ApiServer {
 public:
  explicit ApiServer(http::ServerOptions options = {});

  std::string url(const std::string& path = {}) const { return server_.url(path); }
  std::vector<http::Request> requests() const { return server_.requests(); }
  /// "GET /orders?_page=2" for each request.
  std::vector<std::string> asked() const;

  void set(const std::string& name, Json records);
  /// Records of a page where the request does not say.
  void set_page(std::size_t records);
  /// The next requests get these answers, one each; then it goes on by itself.
  void answer_next(std::vector<http::Response> answers);
  /// Is asked before anything else, and answers where it wants to.
  using Hook = std::function<std::optional<http::Response>(const http::Request&)>;
  void set_hook(Hook hook);

 private:
  http::Response handle(const http::Request& request);
  http::Response part(const http::Request& request, const Json& records) const;
  http::Response marked(const Json& records, std::size_t from, std::size_t limit) const;
  Json records_for(const http::Request& request, const std::string& name) const;
  std::size_t number(const http::Request& request, const char* name, std::size_t otherwise) const;

  mutable std::recursive_mutex mutex_;  ///< hooks call back
  std::map<std::string, Json> resources_;
  std::vector<http::Response> next_;
  Hook hook_;
  std::size_t page_ = 2;
  fetch::testing::ScriptedServer server_;
};

}  // namespace c360::rest::testing
