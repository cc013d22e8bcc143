#include "c360/lakehouse/lock_holder.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <nlohmann/json.hpp>

namespace c360::lakehouse {
namespace {

using Json = nlohmann::ordered_json;

std::string this_host() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

}  // namespace

std::string LockHolder::to_string() const {
  return fmt::format("run {} (process {} on {}, since {})", run_id, pid, host, format_utc(since));
}

LockHolder this_process(const std::string& run_id, Micros now) {
  return {::getpid(), this_host(), now, run_id};
}

bool is_known_to_be_gone(const LockHolder& holder) {
  return holder.host == this_host() && ::kill(static_cast<pid_t>(holder.pid), 0) != 0 && errno == ESRCH;
}

std::string to_json(const LockHolder& holder) {
  return Json{
      {"pid", holder.pid}, {"host", holder.host}, {"since", format_utc(holder.since)}, {"run_id", holder.run_id}}
      .dump();
}

std::optional<LockHolder> holder_of(const std::string& json) {
  try {
    const Json parsed = Json::parse(json);
    return LockHolder{parsed.at("pid").get<std::int64_t>(), parsed.at("host").get<std::string>(),
                      parse_utc(parsed.at("since").get<std::string>()), parsed.at("run_id").get<std::string>()};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace c360::lakehouse
