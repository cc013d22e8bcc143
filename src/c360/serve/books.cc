#include "c360/serve/books.h"

#include <fmt/core.h>

#include <chrono>

#include "c360/base/error.h"
#include "c360/customer/book_writer.h"

namespace c360::serve {
namespace {

using std::chrono::steady_clock;
/// Where there are no customers to be found, there is nothing to make.
const customer::CustomerModel* customers_of(const Reading& reading) {
  try {
    return reading.moment() && !reading.project().metrics.empty() ? &reading.customers() : nullptr;
  } catch (const Error&) {
    return nullptr;
  }
}

std::string signature_of(const Reading& reading) {
  return customer::book_signature(reading.dialect(), reading.customers(), *reading.moment());
}

}  // namespace

Books::Books(const Readings& readings, std::filesystem::path cache, std::uint64_t memory,
             std::function<void(const std::string&)> log, const Cancellation& stop)
    : readings_(readings), cache_(std::move(cache)), memory_(memory), log_(std::move(log)), stop_(stop) {}

std::shared_ptr<const Books::Open> Books::current() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

std::shared_ptr<const customer::Book> Books::of(const Reading& reading) const {
  const auto open = current();
  if (!open || open->reading.get() != &reading) return nullptr;
  return {open, &open->book};
}

std::shared_ptr<const Reading> Books::answering_for(const std::shared_ptr<const Reading>& reading) const {
  const auto open = current();
  return open && reading == readings_.current() ? open->reading : reading;
}

void Books::settle_without(const std::shared_ptr<const Reading>& reading) {
  settled_ = reading;
  const std::lock_guard lock(mutex_);
  open_.reset();
}

void Books::distrust(const Reading& reading, const std::string& why) {
  {
    const std::lock_guard lock(mutex_);
    if (!open_ || open_->reading.get() != &reading) return;
    open_.reset();
  }
  log_("the customer book is not used: " + why);
  std::error_code ignored;
  std::filesystem::remove(customer::BookShelf(cache_, reading.project().lakehouse).path_of(signature_of(reading)),
                          ignored);
}

void Books::look() {
  const std::shared_ptr<const Reading> reading = readings_.current();
  if (reading == settled_) return;
  try {
    open_or_make(reading);
  } catch (const std::exception& error) {
    settle_without(reading);
    if (!stop_.requested())
      log_(fmt::format("there is no customer book of snapshot {}: {}", reading->number(), error.what()));
  }
}

void Books::open_or_make(const std::shared_ptr<const Reading>& reading) {
  if (customers_of(*reading) == nullptr) return settle_without(reading);
  const customer::BookShelf shelf(cache_, reading->project().lakehouse);
  const std::string signature = signature_of(*reading);
  if (open(reading, shelf, signature)) return;
  const auto lock = shelf.try_lock();
  if (!lock) return;  // another process makes one; look again
  if (!shelf.has(signature)) make(*reading, shelf, signature);
  shelf.clean(signature);
  if (!open(reading, shelf, signature) && readings_.current() == reading) settle_without(reading);
}

bool Books::open(const std::shared_ptr<const Reading>& reading, const customer::BookShelf& shelf,
                 const std::string& signature) {
  if (!shelf.has(signature)) return false;
  try {
    auto opened = std::make_shared<const Open>(reading, shelf.path_of(signature));
    const std::lock_guard lock(mutex_);
    open_ = std::move(opened);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kCorrupt) throw;
    std::filesystem::remove(shelf.path_of(signature));
    return false;
  }
  settled_ = reading;
  log_(fmt::format("the customer book of snapshot {} is open", reading->number()));
  return true;
}

/// On an engine of its own. A snapshot that came meanwhile is left to the next look.
void Books::make(const Reading& reading, const customer::BookShelf& shelf, const std::string& signature) {
  const auto began = steady_clock::now();
  const std::shared_ptr<const Reading> own = readings_.open_apart(reading, memory_);
  if (own->number() != reading.number() || signature_of(*own) != signature) return;
  const auto connect = [&] {
    engine::Connection connection = own->connect();
    connection.set_cancellation(&stop_);
    return connection;
  };
  const std::filesystem::path path = shelf.path_of(signature);
  customer::write_book(connect, own->customers(), path, stop_);
  const std::chrono::duration<double> took = steady_clock::now() - began;
  log_(fmt::format("made the customer book of snapshot {} in {:.1f} s, {:.1f} MB", reading.number(), took.count(),
                   static_cast<double>(std::filesystem::file_size(path)) / 1e6));
}

}  // namespace c360::serve
