// One parent's pages, asked for before their turn, so that several parents are asked for side by side.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "c360/base/cancel.h"
#include "c360/project/source.h"
#include "c360/rest/endpoint.h"

namespace c360::rest {

/// Asks on a thread of its own from the first page on, and keeps a page or two until they are taken. Where an answer
/// does not tell how to go on, it stops: who takes that answer sees the same. One thread may take.
class PagesAhead {
 public:
  /// Begins at once. `common` is what all its requests have (question_at). All that is given by reference must outlive
  /// it. Throws std::system_error where the system gives no thread.
  PagesAhead(const project::Source& source, Endpoint& endpoint, Question common, const Cancellation& cancel);
  /// Stops what it still asks for.
  ~PagesAhead();
  PagesAhead(const PagesAhead&) = delete;
  PagesAhead& operator=(const PagesAhead&) = delete;

  /// Whether take() would give the page that so many others come before; waits until that is known.
  bool has(std::int64_t pages_before) const;
  /// The next page, or nothing for one that is not there. Throws what asking for it threw.
  std::optional<Page> take();

 private:
  struct Had {
    std::optional<Page> page;
    std::exception_ptr failure;
  };

  void run();
  Had ask(const Question& question, bool is_first);
  /// False once nobody wants more.
  bool keep(Had had);
  void end();

  const project::Source& source_;
  Endpoint& endpoint_;
  const Question common_;
  Cancellation cancel_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::deque<Had> waiting_;
  bool has_ended_ = false;
  bool is_wanted_ = true;
  std::int64_t taken_ = 0;
  std::thread thread_;
};

}  // namespace c360::rest
