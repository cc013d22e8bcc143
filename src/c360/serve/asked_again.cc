#include "c360/serve/asked_again.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <regex>
#include <set>
#include <thread>

#include "c360/base/error.h"

namespace c360::serve {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMostKnown = 100;
constexpr int kMostTries = 3;  // giving way for ever, none would be answered
constexpr milliseconds kMostPatience{2000};
constexpr milliseconds kGlance{20};

std::optional<std::chrono::sys_days> day_of(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (std::sscanf(text.c_str(), "%d-%u-%u", &year, &month, &day) != 3) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::string iso_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::int64_t days_between(const std::string& from, const std::string& to) {
  const auto first = day_of(from), last = day_of(to);
  return first && last ? (*last - *first).count() : 0;
}

std::string moved(const std::string& condition, std::int64_t days) {
  static const std::regex kDays("(time (?:>=|<=) )([0-9]{4}-[0-9]{2}-[0-9]{2})");
  std::smatch parts;
  if (!std::regex_match(condition, parts, kDays)) return condition;
  const auto day = day_of(parts[2]);
  return day ? parts[1].str() + iso_text(*day + std::chrono::days(days)) : condition;
}

KeptQuestion as_browsers_ask(const Json& measures, const Json& by, const Json& where) {
  KeptQuestion question{"/v1/metrics/query", {}, "*/*"};
  for (const auto& [name, values] : {std::pair("measure", &measures), std::pair("by", &by), std::pair("where", &where)})
    for (const Json& value : *values) question.query.add(name, value.get<std::string>());
  return question;
}

std::string last_day_of(const Json& pages) {
  const Json days = pages.value("days", Json());
  return days.is_object() ? days.value("last", "") : "";
}

}  // namespace

std::string KeptQuestion::text() const {
  std::string text = path;
  for (const auto& [name, value] : query.all()) text += fmt::format("\n{}={}", name, value);
  return text + "\n\n" + accept;
}

std::vector<KeptQuestion> questions_about_all_days(const Json& pages) {
  std::vector<KeptQuestion> questions;
  for (const Json& page : pages.value("pages", Json::array()))
    for (const Json& card : page["cards"]) {
      if (!card["all_days"].get<bool>()) continue;
      questions.push_back(as_browsers_ask(card["measures"], card["by"], card["where"]));
      if (!card["marks"].empty()) questions.push_back(as_browsers_ask(card["marks"], Json::array(), card["where"]));
    }
  return questions;
}

KeptQuestion with_days_moved(KeptQuestion question, std::int64_t days) {
  http::Fields query;
  for (const auto& [name, value] : question.query.all()) query.add(name, name == "where" ? moved(value, days) : value);
  question.query = std::move(query);
  return question;
}

void AskedAgain::note(const Reading& reading, KeptQuestion question) {
  const std::lock_guard lock(mutex_);
  std::list<KeptQuestion>& asked = known_[reading.sight()].asked;
  asked.remove_if([text = question.text()](const KeptQuestion& known) { return known.text() == text; });
  asked.push_front(std::move(question));
  if (asked.size() > kMostKnown) asked.pop_back();
}

void AskedAgain::give_way() {
  const std::lock_guard lock(mutex_);
  if (!running_ || !gives_way_) return;
  running_->stop.request();
}

void AskedAgain::look() {
  for (const auto& reading : around_.readings.open_ones()) {
    if (around_.stop->requested() || !reading->moment() || reading->project().metrics.empty()) continue;
    if (around_.waits_for_kept_rows && !reading->is_settled()) continue;
    {
      const std::lock_guard lock(mutex_);
      if (known_[reading->sight()].done.lock() == reading) continue;
      known_[reading->sight()].done = reading;
    }
    try {
      prepare(reading);
    } catch (const std::exception& error) {
      if (!around_.stop->requested())
        around_.log(fmt::format("cannot ask snapshot {} before anyone does: {}", reading->number(), error.what()));
    }
  }
}

void AskedAgain::prepare(const std::shared_ptr<const Reading>& reading) {
  const auto began = steady_clock::now();
  const Json pages = Json::parse(ask({"/v1/pages", {}, "*/*"}, reading));
  std::size_t answered = 1;
  for (const KeptQuestion& question : questions_for(reading->sight(), pages)) {
    if (around_.stop->requested() || reading->number() != around_.readings.current()->number()) return;
    try {
      ask(question, reading);
      ++answered;
    } catch (const Error&) {
      // Whoever asks it is told.
    }
  }
  const std::chrono::duration<double> took = steady_clock::now() - began;
  around_.log(fmt::format("asked {} questions of snapshot {} before anyone did, in {:.1f} s", answered,
                          reading->number(), took.count()));
}

/// Those asked before, with the days that follow the data moved on as well as unmoved; then those of the pages.
std::vector<KeptQuestion> AskedAgain::questions_for(const std::string& sight, const Json& pages) {
  std::vector<KeptQuestion> questions;
  std::set<std::string> texts;
  const auto add = [&](KeptQuestion question) {
    if (texts.insert(question.text()).second) questions.push_back(std::move(question));
  };
  const std::lock_guard lock(mutex_);
  Known& known = known_[sight];
  const std::int64_t days = days_between(known.last_day, last_day_of(pages));
  known.last_day = last_day_of(pages);
  for (const KeptQuestion& question : known.asked) add(with_days_moved(question, days));
  for (KeptQuestion& question : questions_about_all_days(pages)) add(std::move(question));
  for (const KeptQuestion& question : known.asked) add(question);
  return questions;
}

/// Tries again where it gave way, at last without.
std::string AskedAgain::ask(const KeptQuestion& question, const std::shared_ptr<const Reading>& reading) {
  for (int tries = 1;; ++tries) {
    wait_for_quiet();
    const auto running = around_.own.begin(around_.stop, around_.time_limit);
    {
      const std::lock_guard lock(mutex_);
      running_ = running;
      gives_way_ = tries < kMostTries;
    }
    try {
      return ask_(question, reading, running);
    } catch (const Error& error) {
      const bool gave_way = error.code() == ErrorCode::kCancelled && !running->is_late && !around_.stop->requested();
      if (!gave_way || tries >= kMostTries) throw;
    }
  }
}

void AskedAgain::wait_for_quiet() const {
  for (milliseconds waited{0}; waited < kMostPatience && around_.readers.any() && !around_.stop->requested();
       waited += kGlance)
    std::this_thread::sleep_for(kGlance);
}

}  // namespace c360::serve
