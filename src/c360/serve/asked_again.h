// Questions that readers have asked, asked of the next snapshot before anyone does.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/http/message.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/reading.h"
#include "c360/serve/running_calls.h"

namespace c360::serve {

/// A question whose answer is kept: a GET.
struct KeptQuestion {
  std::string path;
  http::Fields query;
  std::string accept;

  /// Two of one text are the same.
  std::string text() const;
};

/// The questions of pages (the answer of /v1/pages) that are about all days, as a browser asks them: each of them looks
/// at all rows, and none changes with the days that a reader chooses.
std::vector<KeptQuestion> questions_about_all_days(const Json& pages);

/// The question with its days (conditions such as time >= 2024-11-01) moved on; the same where it has none.
KeptQuestion with_days_moved(KeptQuestion question, std::int64_t days);

/// Asks the questions of each kind of reader again as soon as another snapshot is current, and those of the pages that
/// are about all days from the start: one at a time, and giving way to readers. Any thread may call note() and
/// give_way(), one alone look().
class AskedAgain {
 public:
  /// Answers a question of a reading, so that its answer is kept; its body. Throws as the endpoint does,
  /// Error(kCancelled) once `running` is stopped.
  using Ask = std::function<std::string(const KeptQuestion&, const std::shared_ptr<const Reading>&,
                                        const std::shared_ptr<RunningCalls::Running>& running)>;
  struct Surroundings {
    const Readings& readings;
    const RunningCalls& readers;  ///< what is being answered
    RunningCalls& own;            ///< where what is asked here is looked after
    std::shared_ptr<const Cancellation> stop;
    bool waits_for_kept_rows = false;         ///< asks of a reading once it is settled
    std::chrono::milliseconds time_limit{0};  ///< of one answer
    std::function<void(const std::string&)> log;
  };
  AskedAgain(Surroundings around, Ask ask) : around_(std::move(around)), ask_(std::move(ask)) {}

  /// Somebody asked it. The hundred that were asked last are remembered for each kind of reader.
  void note(const Reading& reading, KeptQuestion question);
  /// What is being asked here makes room for somebody; it is asked again later.
  void give_way();
  /// Asks what is to be asked of readings that have become current.
  void look();

 private:
  /// What is known of readers who see the same.
  struct Known {
    std::list<KeptQuestion> asked;  ///< the last in front
    std::weak_ptr<const Reading> done;
    std::string last_day;  ///< of the data when it was done
  };

  void prepare(const std::shared_ptr<const Reading>& reading);
  std::vector<KeptQuestion> questions_for(const std::string& sight, const Json& pages);
  std::string ask(const KeptQuestion& question, const std::shared_ptr<const Reading>& reading);
  void wait_for_quiet() const;

  Surroundings around_;
  Ask ask_;
  std::mutex mutex_;  // guards what follows
  std::map<std::string, Known> known_;
  std::shared_ptr<RunningCalls::Running> running_;
  bool gives_way_ = false;
};

}  // namespace c360::serve
