// Tokens: what a reader proves itself with. The lakehouse keeps what a token may do and its SHA-256, never the token.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/clock.h"
#include "c360/storage/object_store.h"

namespace c360::access {

/// What is kept of a token.
struct Token {
  std::string id;    ///< names it to people
  std::string name;  ///< whose it is, or what for
  std::string role;  ///< one of project::role_names(), or of the project's own
  bool unmasked = false;
  Micros created = 0;
  std::optional<Micros> expires;  ///< nullopt: never
  std::string last_four;          ///< characters of the token, to tell it from others
  std::string sha256;

  bool has_expired(Micros now) const { return expires && *expires <= now; }
  bool operator==(const Token&) const = default;
};

/// What to make a token of.
struct TokenWish {
  std::string name;
  std::string role;
  bool unmasked = false;
  std::optional<Micros> expires;
};

struct NewToken {
  Token token;
  std::string secret;  ///< "c360_" and 256 random bits as base64url; known only here
};

/// Makes a token and keeps it. Throws Error(kUsage) for a name that is empty, too long or holds control characters, and
/// for a moment of expiry that is over; Error(kIo).
NewToken create_token(storage::ObjectStore& lake, const TokenWish& wish, const Clock& clock);

/// All that are kept, by when they were made. One whose file cannot be read stands with its id alone: nobody can use
/// it, but it is there.
std::vector<Token> list_tokens(const storage::ObjectStore& lake);
/// The ids alone.
std::vector<std::string> token_ids(const storage::ObjectStore& lake);
/// nullopt if there is none (any more).
std::optional<Token> read_token(const storage::ObjectStore& lake, const std::string& id);

/// From now on the token is good for nothing. False if there is none of this id.
bool revoke_token(storage::ObjectStore& lake, const std::string& id);

/// When a token ends that is made now: "30d", "12h", "8w", or a day such as "2027-01-01" (its beginning, UTC). Throws
/// Error(kUsage).
Micros expiry_of(const std::string& text, const Clock& clock);

/// A text in which every token is replaced by "c360_…", for logs.
std::string without_tokens(std::string_view text);

}  // namespace c360::access
