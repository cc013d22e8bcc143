// A REST API as a source, as `rest:` in c360.yaml declares it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

enum class RestMethod { kGet, kPost };

/// A header or a parameter. The value is as written: a text, or one with references to secrets (secret.h).
struct RestParameter {
  Location where;
  std::string name;
  std::string value;
};

/// Application credentials (OAuth 2.0, RFC 6749, section 4.4).
struct RestOauth {
  Location where;
  std::string token_url;
  std::string client_id;
  std::string client_secret;  ///< a reference
  std::string scope;          ///< empty: none is asked for
};

/// Who asks. Exactly one way is written, which is checked; none at all: nobody in particular.
struct RestAuth {
  Location where;
  std::string bearer;    ///< a reference
  std::string user;      ///< of basic authentication
  std::string password;  ///< a reference
  std::string key;       ///< a reference
  std::string header;    ///< the header that has the key
  std::string query;     ///< the parameter that has the key
  RestOauth oauth;
};

/// How to go from one page of an answer to the next: by one of page, offset, cursor, link and next.
struct RestPaging {
  Location where;
  std::string page;    ///< parameter with the page's number
  int first = 1;       ///< the first page's number
  std::string offset;  ///< parameter with how many records came before
  std::string cursor;  ///< parameter with a mark that the answer gives
  std::string from;    ///< where in the answer the mark is
  std::string last;    ///< which field of the last record is the mark
  bool link = false;   ///< the Link header has the next address
  std::string next;    ///< where in the answer the next address is
  std::string size;    ///< parameter with how many records a page shall have
  int per_page = 0;    ///< its value

  bool is_none() const { return page.empty() && offset.empty() && cursor.empty() && !link && next.empty(); }
};

/// How far back a pull looks behind the newest record of the one before.
struct RestOverlap {
  std::int64_t amount = 0;  ///< seconds of time, or the difference of two numbers
  bool is_time = true;
};

/// The field by which later pulls ask for new and changed records alone.
struct RestCursor {
  Location where;
  std::string field;  ///< of a record, as "a.b"
  std::string param;  ///< parameter that takes its lowest value
  RestOverlap overlap{};
  std::int64_t full_every_seconds = 0;
};

/// The records of another source, for each of which the resource is asked for.
struct RestParents {
  Location where;
  std::string source;
  std::string field;  ///< of their records; {field} in the address stands for its value
  int parallel = 2;   ///< how many are asked for side by side
};

struct RestSpec {
  Location where;
  std::string url;  ///< may hold references
  RestMethod method = RestMethod::kGet;
  std::vector<RestParameter> query;
  std::vector<RestParameter> headers;
  std::string body;  ///< of POST: an object, as JSON; empty: {}
  RestAuth auth;
  RestPaging paginate;
  RestCursor cursor;                 ///< no field: each pull asks for everything
  RestParents for_each;              ///< no source: there are no parents
  int requests_per_minute = 0;       ///< 0: as fast as the server answers
  int tries = 0;                     ///< of one request
  std::int64_t timeout_seconds = 0;  ///< without a byte
  std::uint64_t largest_answer_bytes = 0;
  std::string ca_file;  ///< relative to the project; empty: the system's
};

}  // namespace c360::project
