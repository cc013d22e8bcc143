// The customer book of the current snapshot: opened where it is there, made in the background where it is not.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "c360/base/cancel.h"
#include "c360/customer/book.h"
#include "c360/customer/book_shelf.h"
#include "c360/serve/reading.h"

namespace c360::serve {

/// Looks after books with a part of the memory. Any thread may ask. Whatever goes wrong with a book, there is none: its
/// readers ask the engine.
class Books {
 public:
  /// `memory`: bytes while a book is made; 0: a quarter of the machine's. `log` is told what is made and what goes
  /// wrong; `stop` ends the making of a book. All must outlive this.
  Books(const Readings& readings, std::filesystem::path cache, std::uint64_t memory,
        std::function<void(const std::string&)> log, const Cancellation& stop);
  Books(const Books&) = delete;
  Books& operator=(const Books&) = delete;

  /// Opens or makes the book of the current reading, if that was not done yet. One thread.
  void look();

  /// The book of this very reading, or nullptr.
  std::shared_ptr<const customer::Book> of(const Reading& reading) const;
  /// The reading that answers for one: while the book of the newest snapshot is being made, that of the snapshot
  /// before, whose book is there; else itself, and always itself for who sees less than all.
  std::shared_ptr<const Reading> answering_for(const std::shared_ptr<const Reading>& reading) const;
  /// Its bytes are not what was written: it is closed and deleted, and made anew for the next snapshot.
  void distrust(const Reading& reading, const std::string& why);

 private:
  /// A book with the reading whose model it needs.
  struct Open {
    Open(std::shared_ptr<const Reading> owner, const std::filesystem::path& path)
        : reading(std::move(owner)), book(path, reading->customers()) {}
    std::shared_ptr<const Reading> reading;
    customer::Book book;
  };

  /// Without a book for this reading, for good.
  void settle_without(const std::shared_ptr<const Reading>& reading);
  void open_or_make(const std::shared_ptr<const Reading>& reading);
  bool open(const std::shared_ptr<const Reading>& reading, const customer::BookShelf& shelf,
            const std::string& signature);
  void make(const Reading& reading, const customer::BookShelf& shelf, const std::string& signature);
  std::shared_ptr<const Open> current() const;

  const Readings& readings_;
  std::filesystem::path cache_;
  std::uint64_t memory_;
  std::function<void(const std::string&)> log_;
  mutable std::mutex mutex_;  // guards open_
  std::shared_ptr<const Open> open_;
  std::shared_ptr<const Reading> settled_;  // nothing is left to do for it; of who looks
  const Cancellation& stop_;
};

}  // namespace c360::serve
