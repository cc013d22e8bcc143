#include "c360/base/child_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "c360/base/local_files.h"

namespace c360 {
namespace {

struct Pipe {
  int read = -1, write = -1;
};

Pipe open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_errno("open a pipe", "", errno);
  return {ends[0], ends[1]};
}

std::vector<char*> argument_list(std::vector<std::string>& command) {
  std::vector<char*> list;
  for (std::string& argument : command) list.push_back(argument.data());
  list.push_back(nullptr);
  return list;
}

/// What this process has open is none of the program's business: a listening socket would stay taken after this
/// process.
void close_at_start() {
  if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
  for (int file = 3; file < 1024; ++file) ::fcntl(file, F_SETFD, FD_CLOEXEC);
}

/// In the new process, where other threads' locks may be held for ever: system calls only. Tells `failure` the system's
/// reason where the program cannot be started.
[[noreturn]] void become(char* const* arguments, int output, int failure, int niceness) {
  ::setpgid(0, 0);
  ::signal(SIGINT, SIG_DFL);
  ::signal(SIGTERM, SIG_DFL);
  ::signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (niceness > 0 && ::nice(niceness) == -1) errno = 0;  // a wish, not a condition
  const int empty = ::open("/dev/null", O_RDONLY);
  if (empty >= 0) ::dup2(empty, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  close_at_start();
  ::execv(arguments[0], arguments);
  const int reason = errno;
  if (::write(failure, &reason, sizeof reason) < 0) ::_exit(126);
  ::_exit(127);
}

/// 0 once the program runs.
int reason_of_failure(int pipe) {
  int reason = 0;
  ssize_t got = 0;
  do {
    got = ::read(pipe, &reason, sizeof reason);
  } while (got < 0 && errno == EINTR);
  return got == sizeof reason ? reason : 0;
}

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> command, int niceness) {
  const std::vector<char*> arguments = argument_list(command);
  const Pipe output = open_pipe();
  const Pipe failure = open_pipe();
  pid_ = ::fork();
  const int fault = errno;
  if (pid_ == 0) become(arguments.data(), output.write, failure.write, niceness);
  ::close(output.write);
  ::close(failure.write);
  const int reason = pid_ < 0 ? fault : reason_of_failure(failure.read);
  ::close(failure.read);
  output_ = output.read;
  if (reason == 0) return;
  ::close(output_);
  if (pid_ > 0) wait();
  throw_errno("start", command.front(), reason);
}

ChildProcess::~ChildProcess() {
  signal(SIGKILL);
  wait();
  ::close(output_);
}

std::optional<std::string> ChildProcess::read_line() {
  std::array<char, 65536> buffer{};
  std::size_t end = 0;
  while ((end = read_.find('\n')) == std::string::npos) {
    const ssize_t got = ::read(output_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      if (read_.empty()) return std::nullopt;
      return std::exchange(read_, {});
    }
    read_.append(buffer.data(), static_cast<std::size_t>(got));
  }
  std::string line = read_.substr(0, end);
  read_.erase(0, end + 1);
  return line;
}

void ChildProcess::signal(int number) {
  const std::lock_guard lock(mutex_);
  if (!ended_) ::kill(pid_, number);
}

int ChildProcess::wait() {
  siginfo_t info{};
  while (!ended_ && ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) continue;
  const std::lock_guard lock(mutex_);
  if (ended_) return *ended_;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  ended_ = exit_code_of(status);
  return *ended_;
}

}  // namespace c360
