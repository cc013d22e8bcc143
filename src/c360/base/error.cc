#include "c360/base/error.h"

#include <utility>

namespace c360 {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kProject:
      return "project";
    case ErrorCode::kData:
      return "data";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kNoSpace:
      return "no_space";
    case ErrorCode::kMemory:
      return "memory";
    case ErrorCode::kCancelled:
      return "cancelled";
    case ErrorCode::kEngine:
      return "engine";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

std::string Location::to_string() const {
  std::string text = file;
  if (line > 0) text += ":" + std::to_string(line);
  if (line > 0 && column > 0) text += ":" + std::to_string(column);
  return text;
}

Error::Error(ErrorCode code, std::string message, std::string hint, Location where)
    : code_(code), message_(std::move(message)), hint_(std::move(hint)), where_(std::move(where)) {
  if (!where_.file.empty()) text_ = where_.to_string() + ": ";
  text_ += message_;
  if (!hint_.empty()) text_ += "\n  " + hint_;
}

Error Error::in(std::string_view context) const {
  return Error(code_, std::string(context) + ": " + message_, hint_, where_);
}

}  // namespace c360
