#include "c360/serve/problem.h"

#include "c360/serve/endpoint.h"

namespace c360::serve {
namespace {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
    case ErrorCode::kEngine:
    case ErrorCode::kProject:
    case ErrorCode::kData:
    case ErrorCode::kUnsupported:
      return 400;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kConflict:
      return 409;
    case ErrorCode::kCancelled:
    case ErrorCode::kMemory:
      return 503;
    case ErrorCode::kIo:
    case ErrorCode::kNoSpace:
    case ErrorCode::kCorrupt:
    case ErrorCode::kInternal:
      return 500;
  }
  return 500;
}

std::string title_of(int status) {
  switch (status) {
    case 400:
      return "The request is wrong";
    case 401:
      return "Who asks is not known";
    case 403:
      return "Not allowed";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 409:
      return "Conflict";
    case 415:
      return "Wrong kind of body";
    case 429:
      return "Too many";
    case 503:
      return "Not finished";
    default:
      return "Something went wrong";
  }
}

http::Response answer(int status, Json json) {
  http::Response response = json_response(json);
  response.status = status;
  response.headers.clear();
  return std::move(response.with("Content-Type", "application/problem+json"));
}

}  // namespace

http::Response problem(const Error& error) {
  const int status = status_of(error.code());
  Json json = {{"title", title_of(status)}, {"status", status}, {"detail", error.message()}};
  json["code"] = to_string(error.code());
  if (!error.hint().empty()) json["hint"] = error.hint();
  if (const std::string where = error.where().to_string(); !where.empty()) json["where"] = where;
  if (error.where().line > 0) json["line"] = error.where().line;
  if (error.where().column > 0) json["column"] = error.where().column;
  return answer(status, std::move(json));
}

http::Response problem(int status, const std::string& detail, const std::string& hint) {
  Json json = {{"title", title_of(status)}, {"status", status}, {"detail", detail}};
  if (!hint.empty()) json["hint"] = hint;
  return answer(status, std::move(json));
}

}  // namespace c360::serve
