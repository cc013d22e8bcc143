#include "c360/serve/audit_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "c360/access/token.h"
#include "c360/base/local_files.h"

namespace c360::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr mode_t kOwnerAlone = 0600;
constexpr mode_t kOwnerAloneFolder = 0700;
constexpr std::size_t kMonth = 7;  // characters of "2026-11"

/// "2026-11.2.ndjson" after "2026-11.ndjson".
std::filesystem::path numbered(const std::filesystem::path& first, int number) {
  if (number == 1) return first;
  std::filesystem::path path = first;
  path.replace_extension();
  path += "." + std::to_string(number) + first.extension().string();
  return path;
}

std::string text_of(Micros now, const Json& line) {
  Json whole = {{"time", format_utc(now)}};
  whole.update(line);
  return access::without_tokens(whole.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace

AuditLog::~AuditLog() {
  if (fd_ >= 0) ::close(fd_);
}

std::filesystem::path AuditLog::file_for(Micros now) const {
  return is_folder_ ? place_ / (format_utc(now).substr(0, kMonth) + ".ndjson") : place_;
}

void AuditLog::open(const std::filesystem::path& file) {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  is_torn_ = false;
  if (is_folder_ && ::mkdir(place_.c_str(), kOwnerAloneFolder) != 0 && errno != EEXIST)
    throw_errno("create", place_, errno);
  fd_ = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, kOwnerAlone);
  if (fd_ < 0) throw_errno("open", file, errno);
  opened_ = file;
}

/// The file that is to be written to: the last, and the next where that is full.
void AuditLog::open_last(const std::filesystem::path& first) {
  if (fd_ < 0 || first_ != first || is_moved()) {
    first_ = first;
    number_ = 1;
    std::error_code ignored;
    while (std::filesystem::exists(numbered(first, number_ + 1), ignored)) ++number_;
    open(numbered(first, number_));
  }
  while (is_full()) open(numbered(first, ++number_));
}

/// Moved or removed by somebody: what is written to it would be lost.
bool AuditLog::is_moved() const {
  struct stat here {
  }, there{};
  return ::fstat(fd_, &here) != 0 || ::stat(opened_.c_str(), &there) != 0 || here.st_ino != there.st_ino ||
         here.st_dev != there.st_dev;
}

bool AuditLog::is_full() const {
  struct stat status {};
  return ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= most_bytes_;
}

void AuditLog::add(const Json& line) {
  const std::lock_guard lock(mutex_);
  const Micros now = clock_.now();
  open_last(file_for(now));
  const std::string text = (is_torn_ ? "\n" : "") + text_of(now, line);
  const ssize_t written = ::write(fd_, text.data(), text.size());
  if (written == static_cast<ssize_t>(text.size())) {
    is_torn_ = false;
    return;
  }
  const int failure = written < 0 ? errno : ENOSPC;
  is_torn_ = is_torn_ || written > 0;
  throw_errno("write", opened_, failure);
}

}  // namespace c360::serve
