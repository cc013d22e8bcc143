#include "c360/rest/pages_ahead.h"

#include <utility>

#include "c360/base/error.h"
#include "c360/rest/pages.h"

namespace c360::rest {
namespace {

/// Pages that wait to be taken: a page with records and the empty one that ends them.
constexpr std::size_t kMostWaiting = 2;

/// Goes to the place behind a page; false where there is none or the page does not tell, which is an error of whoever
/// takes it.
bool goes_on(PagePlace& place, const project::Source& source, const Page& page, const Endpoint& endpoint,
             const Question& asked) {
  try {
    return advance(place, source.rest->paginate, page, records_of(page, source, source.name), endpoint, asked);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

PagesAhead::PagesAhead(const project::Source& source, Endpoint& endpoint, Question common, const Cancellation& cancel)
    : source_(source), endpoint_(endpoint), common_(std::move(common)), cancel_(cancel), thread_([this] { run(); }) {}

PagesAhead::~PagesAhead() {
  cancel_.request();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_wanted_ = false;
  }
  changed_.notify_all();
  thread_.join();
}

bool PagesAhead::has(std::int64_t pages_before) const {
  std::unique_lock<std::mutex> lock(mutex_);
  if (taken_ != pages_before) return false;
  changed_.wait(lock, [this] { return has_ended_ || !waiting_.empty(); });
  return !waiting_.empty();
}

std::optional<Page> PagesAhead::take() {
  Had had;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    had = std::move(waiting_.front());
    waiting_.pop_front();
    ++taken_;
  }
  changed_.notify_all();
  if (had.failure) std::rethrow_exception(had.failure);
  return std::move(had.page);
}

void PagesAhead::run() {
  PagePlace place;
  for (bool has_more = true; has_more;) {
    const Question question = question_at(place, source_.rest->paginate, common_);
    Had had = ask(question, place.pages == 0);
    has_more = had.page && goes_on(place, source_, *had.page, endpoint_, question);
    has_more = keep(std::move(had)) && has_more;
  }
  end();
}

PagesAhead::Had PagesAhead::ask(const Question& question, bool is_first) {
  try {
    return {endpoint_.ask(question, may_be_gone(question, is_first, source_.rest->paginate), cancel_), nullptr};
  } catch (...) {
    return {std::nullopt, std::current_exception()};
  }
}

bool PagesAhead::keep(Had had) {
  std::unique_lock<std::mutex> lock(mutex_);
  waiting_.push_back(std::move(had));
  changed_.notify_all();
  changed_.wait(lock, [this] { return !is_wanted_ || waiting_.size() < kMostWaiting; });
  return is_wanted_;
}

void PagesAhead::end() {
  const std::lock_guard<std::mutex> lock(mutex_);
  has_ended_ = true;
  changed_.notify_all();
}

}  // namespace c360::rest
