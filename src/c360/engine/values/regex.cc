#include "c360/engine/values/regex.h"

#include <re2/re2.h>

#include "c360/base/error.h"

namespace c360::values {

std::unique_ptr<re2::RE2> compile_pattern(const std::string& pattern) {
  auto compiled = std::make_unique<re2::RE2>(pattern, re2::RE2::Quiet);
  if (compiled->ok()) return compiled;
  throw Error(ErrorCode::kProject, "'" + pattern + "' is no regular expression: " + compiled->error(),
              "patterns are written in RE2's syntax");
}

std::unique_ptr<re2::RE2> compile_replacement(const std::string& pattern, const std::string& replacement) {
  auto compiled = compile_pattern(pattern);
  std::string reason;
  if (compiled->CheckRewriteString(replacement, &reason)) return compiled;
  throw Error(ErrorCode::kProject, "'" + replacement + "' cannot replace what '" + pattern + "' finds: " + reason,
              "write \\1 for the first group, \\\\ for a backslash");
}

}  // namespace c360::values
