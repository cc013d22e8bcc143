// Who a request comes from, and whether it may have its answer.
#pragma once

#include <optional>
#include <string>

#include "c360/access/browser_sessions.h"
#include "c360/access/reader.h"
#include "c360/access/token_book.h"
#include "c360/access/wrong_tokens.h"
#include "c360/http/message.h"
#include "c360/project/project.h"
#include "c360/serve/endpoint.h"

namespace c360::serve {

/// The cookie of a browser that has traded a token for it.
inline constexpr const char* kCookie = "c360_session";

/// The role that a least one is; must not be asked for kAnyone.
project::Role role_of(Least least);

/// Knows the tokens of a lakehouse and the browsers that have shown one. Any thread may call.
class Gate {
 public:
  /// `has_local_user`: who reaches this server sits at this machine, and is its admin as long as there are no tokens.
  /// `is_secure`: browsers reach it by TLS. Store and clock must outlive it. Throws Error(kIo).
  Gate(const storage::ObjectStore& lake, const Clock& clock, bool has_local_user, bool is_secure)
      : tokens_(lake, clock), sessions_(clock), wrong_(clock), has_local_user_(has_local_user), is_secure_(is_secure) {}

  /// Takes in new tokens and forgets revoked ones. Throws Error(kIo).
  void refresh() { tokens_.refresh(); }

  /// A reader, or why there is none.
  struct Verdict {
    std::optional<access::Reader> reader;
    std::optional<http::Response> refusal;
  };
  /// Who asks, by token, cookie or being here, and whether they may ask this endpoint. Where nobody needs a token, a
  /// wrong one does no harm.
  Verdict judge(const http::Request& request, const project::Project& project, const Endpoint& endpoint);

  /// The answer that gives a browser its cookie, and whose it is; or refuses the token.
  struct SignIn {
    http::Response response;
    std::optional<access::Reader> reader;
  };
  SignIn sign_in(const std::string& secret, const std::string& peer, const project::Project& project);
  /// The answer that ends a browser's session; fine if there is none.
  http::Response sign_out(const std::string& session_id);

 private:
  Verdict known(const http::Request& request, const project::Project& project);
  http::Response wrong_token(const std::string& peer);
  std::string cookie(const std::string& session_id, std::string_view ending) const;

  access::TokenBook tokens_;
  access::BrowserSessions sessions_;
  access::WrongTokens wrong_;
  const bool has_local_user_;
  const bool is_secure_;
};

/// The session's id that a request's cookie names; empty for none.
std::string session_id_of(const http::Request& request);

/// A reader as JSON: name, role, rights.
Json json_of(const access::Reader& reader);

}  // namespace c360::serve
