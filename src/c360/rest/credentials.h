// Who asks an API: what is added to each request, and what of it must not be written anywhere.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/fetch/client.h"
#include "c360/fetch/retry.h"
#include "c360/project/rest_spec.h"
#include "c360/rest/hidden_texts.h"

namespace c360::rest {

/// How requests are sent. All of it must outlive who is given it.
struct Sender {
  const fetch::Client& client;
  const fetch::Retrying& retrying;
  const Clock& clock;
};

/// Any thread may call it; one asks for a token, the others wait.
class Credentials {
 public:
  /// Resolves the secrets. Throws Error(kProject) at the place of one that is not there.
  Credentials(const project::RestAuth& auth, const std::filesystem::path& root, HiddenTexts& hidden);

  /// Adds the header that tells who asks. Asks for a token first where one is needed and none is good any more. Throws
  /// Error(kIo) where none is given. Gives the token's number.
  unsigned sign(fetch::Request& request, const Sender& sender, const Cancellation& cancel);
  /// After a refusal of the token of this number: whether asking again with another one may help.
  bool renew(unsigned refused);
  /// The parameter of the address that has the key; nullopt: there is none.
  std::optional<http::Header> parameter() const;

 private:
  void ask_for_token(const Sender& sender, const Cancellation& cancel);

  HiddenTexts& hidden_;
  std::optional<http::Header> header_;
  std::optional<http::Header> parameter_;
  std::optional<fetch::Request> token_request_;
  std::mutex mutex_;  ///< guards the token
  std::string token_;
  unsigned number_ = 0;
  Micros renew_at_ = 0;
};

/// A text whose references are resolved, each of them hidden from now on.
std::string resolve_hidden(const std::string& written, const std::filesystem::path& root, const Location& where,
                           HiddenTexts& hidden);

}  // namespace c360::rest
