#include "c360/project/secret.h"

#include <fmt/core.h>

#include <cstdlib>
#include <utility>

#include "c360/base/local_files.h"

namespace c360::project {
namespace {

constexpr std::string_view kReferenceKinds = "write ${env:NAME} for an environment variable or ${file:PATH} for a file";

std::string environment_value(const std::string& name, const Location& where) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr)
    throw Error(ErrorCode::kProject, fmt::format("the environment variable {} is not set", name),
                fmt::format("set it before c360 starts: export {}=…", name), where);
  return value;
}

std::string file_value(const std::string& path, const std::filesystem::path& root, const Location& where) {
  std::string value;
  try {
    value = read_file(root / path);
  } catch (const Error& error) {
    throw Error(ErrorCode::kProject, fmt::format("a secret's file cannot be used: {}", error.message()),
                "put the value there, readable for you alone", where);
  }
  if (!value.empty() && value.back() == '\n') value.pop_back();
  if (!value.empty() && value.back() == '\r') value.pop_back();
  return value;
}

std::string resolve_one(std::string_view reference, const std::filesystem::path& root, const Location& where) {
  const std::size_t colon = reference.find(':');
  const std::string_view kind = reference.substr(0, colon);
  if (colon != std::string_view::npos && colon + 1 < reference.size()) {
    const std::string name(reference.substr(colon + 1));
    if (kind == "env") return environment_value(name, where);
    if (kind == "file") return file_value(name, root, where);
  }
  throw Error(ErrorCode::kProject, "a ${…} reference of no known kind", std::string(kReferenceKinds), where);
}

}  // namespace

bool is_secret_reference(std::string_view text) {
  return text.find("${") != std::string_view::npos;
}

Secret Secret::resolve(std::string_view written, const std::filesystem::path& root, const Location& where) {
  std::string value;
  while (true) {
    const std::size_t start = written.find("${");
    value += written.substr(0, start);
    if (start == std::string_view::npos) return Secret(std::move(value));
    const std::size_t end = written.find('}', start);
    if (end == std::string_view::npos)
      throw Error(ErrorCode::kProject, "a ${…} reference without its '}'", std::string(kReferenceKinds), where);
    value += resolve_one(written.substr(start + 2, end - start - 2), root, where);
    written.remove_prefix(end + 1);
  }
}

}  // namespace c360::project
