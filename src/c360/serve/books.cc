#include "c360/serve/books.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/customer/book_writer.h"

namespace c360::serve {
namespace {

using std::chrono::steady_clock;

/// Where there are no customers to be found, there is nothing to make.
bool has_customers(const Reading& reading) {
  try {
    if (!reading.moment() || reading.project().metrics.empty()) return false;
    const auto& entity = *reading.customers().key().entity;
    return reading.has_table(entity.schema(), entity.table_name());
  } catch (const Error&) {
    return false;
  }
}

/// Two readings of one signature have the same book: the same rows, by the same statements, masks and filters.
std::string signature_of(const Reading& reading) {
  const std::string all = customer::book_signature(reading.dialect(), reading.customers(), *reading.moment());
  return reading.sight().empty() ? all : content_hash(all + reading.rules());
}

std::string name_of(const Reading& reading) {
  const std::string of = reading.sight().empty() ? "" : " as '" + reading.sight() + "' sees it";
  return fmt::format("snapshot {}{}", reading.number(), of);
}

}  // namespace

Books::Books(const Readings& readings, BookSettings settings, std::function<void(const std::string&)> log,
             const Cancellation& stop)
    : readings_(readings), settings_(std::move(settings)), log_(std::move(log)), stop_(stop) {}

std::shared_ptr<const Books::Open> Books::held(const Reading& reading) const {
  const std::lock_guard lock(mutex_);
  const auto found = held_.find(reading.sight());
  return found == held_.end() ? nullptr : found->second.open;
}

std::shared_ptr<const customer::Book> Books::of(const Reading& reading) const {
  const auto open = held(reading);
  if (!open || open->reading.get() != &reading) return nullptr;
  return {open, &open->book};
}

std::shared_ptr<const Reading> Books::answering_for(const std::shared_ptr<const Reading>& reading) {
  std::shared_ptr<const Open> open;
  {
    const std::lock_guard lock(mutex_);
    Held& held = held_[reading->sight()];
    held.is_wanted = true;
    held.asked = ++asked_;
    open = held.open;
  }
  if (!open || open->reading == reading || open->reading->rules() != reading->rules()) return reading;
  return reading == readings_.current(reading->sight()) ? open->reading : reading;
}

void Books::distrust(const Reading& reading, const std::string& why) {
  std::shared_ptr<const Open> open;
  {
    const std::lock_guard lock(mutex_);
    Held& held = held_[reading.sight()];
    if (!held.open || held.open->reading.get() != &reading) return;
    open.swap(held.open);
  }
  log_("the customer book is not used: " + why);
  std::error_code ignored;
  std::filesystem::remove(open->path, ignored);
}

void Books::settle(const std::shared_ptr<const Reading>& reading, std::shared_ptr<const Open> open) {
  const std::lock_guard lock(mutex_);
  Held& held = held_[reading->sight()];
  held.settled = reading;
  held.is_wanted = false;
  held.open.swap(open);  // what was open before ends after the lock
}

void Books::look() {
  look_after("");
  for (const std::string& sight : wanted()) look_after(sight);
}

/// Sights that somebody asked for since they were settled, the last first. Those that nobody asks for any more have
/// their books closed when the next snapshot comes, and so have those that are too many.
std::vector<std::string> Books::wanted() {
  std::vector<std::shared_ptr<const Open>> closed;  // after the lock
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::uint64_t, std::string>> sights;
  for (auto& [sight, held] : held_) {
    if (sight.empty()) continue;
    const bool is_old = held.open && held.open->reading != readings_.current(sight);
    if (is_old && !held.is_wanted) closed.push_back(std::move(held.open));
    sights.emplace_back(held.asked, sight);
  }
  std::sort(sights.rbegin(), sights.rend());
  for (; sights.size() > settings_.sights.most_books; sights.pop_back()) {
    closed.push_back(std::move(held_.at(sights.back().second).open));
    held_.erase(sights.back().second);
  }
  std::vector<std::string> names;
  for (auto& [asked, sight] : sights) {
    if (held_.at(sight).is_wanted) names.push_back(std::move(sight));
  }
  return names;
}

void Books::look_after(const std::string& sight) {
  const std::shared_ptr<const Reading> reading = readings_.current(sight);
  if (!reading || stop_.requested()) return;
  {
    const std::lock_guard lock(mutex_);
    if (held_[sight].settled.lock() == reading) return;
  }
  try {
    open_or_make(reading);
  } catch (const std::exception& error) {
    settle(reading, nullptr);
    if (!stop_.requested()) log_(fmt::format("there is no customer book of {}: {}", name_of(*reading), error.what()));
  }
}

void Books::open_or_make(const std::shared_ptr<const Reading>& reading) {
  if (!has_customers(*reading)) return settle(reading, nullptr);
  const customer::BookShelf shelf(settings_.cache, reading->project().lakehouse);
  const std::string signature = signature_of(*reading);
  if (open(reading, shelf, signature)) return;
  const auto lock = shelf.try_lock();
  if (!lock) return;  // another process makes one; look again
  if (!shelf.has(signature, reading->sight())) make(*reading, shelf, signature);
  clean(*reading, shelf, signature);
  if (!open(reading, shelf, signature) && readings_.current(reading->sight()) == reading) settle(reading, nullptr);
}

bool Books::open(const std::shared_ptr<const Reading>& reading, const customer::BookShelf& shelf,
                 const std::string& signature) {
  if (!shelf.has(signature, reading->sight())) return false;
  const std::filesystem::path path = shelf.path_of(signature, reading->sight());
  try {
    settle(reading, std::make_shared<const Open>(reading, path));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kCorrupt) throw;
    std::filesystem::remove(path);
    return false;
  }
  shelf.note_use(path);
  log_(fmt::format("the customer book of {} is open", name_of(*reading)));
  return true;
}

/// On an engine of its own. A snapshot that came meanwhile is left to the next look.
void Books::make(const Reading& reading, const customer::BookShelf& shelf, const std::string& signature) {
  const auto began = steady_clock::now();
  const auto own = readings_.open_apart(reading, settings_.memory);
  if (own->number() != reading.number() || signature_of(*own) != signature) return;
  const auto connect = [&] {
    engine::Connection connection = own->connect();
    connection.set_cancellation(&stop_);
    return connection;
  };
  const std::filesystem::path path = shelf.path_of(signature, reading.sight());
  const std::uint64_t most = reading.sight().empty() ? customer::kAnySize : settings_.sights.most_bytes;
  customer::write_book(connect, own->customers(), path, stop_, most);
  const std::chrono::duration<double> took = steady_clock::now() - began;
  log_(fmt::format("made the customer book of {} in {:.1f} s, {:.1f} MB", name_of(reading), took.count(),
                   static_cast<double>(std::filesystem::file_size(path)) / 1e6));
}

/// Those of sights that are open count as used now.
void Books::clean(const Reading& reading, const customer::BookShelf& shelf, const std::string& signature) const {
  if (reading.sight().empty()) return shelf.clean(signature);
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [sight, held] : held_) {
      if (held.open && !sight.empty()) shelf.note_use(held.open->path);
    }
  }
  shelf.clean_sights(reading.sight(), signature, settings_.sights);
}

}  // namespace c360::serve
