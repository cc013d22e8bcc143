// Customer books of the current snapshot: opened where they are there, made in the background where they are not.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/customer/book.h"
#include "c360/customer/book_shelf.h"
#include "c360/serve/reading.h"

namespace c360::serve {

struct BookSettings {
  std::filesystem::path cache;  ///< where books are kept
  std::uint64_t memory = 0;     ///< bytes while a book is made; 0: a quarter of the machine's
  customer::SightLimits sights;
};

/// Looks after books, one at a time and with a part of the memory: that of all, always, and those of readers who see
/// less than all once they ask. Any thread may ask. Whatever goes wrong with a book, there is none: its readers ask the
/// engine.
class Books {
 public:
  /// `log` is told what is made and what goes wrong; `stop` ends the making of a book. All must outlive this.
  Books(const Readings& readings, BookSettings settings, std::function<void(const std::string&)> log,
        const Cancellation& stop);
  Books(const Books&) = delete;
  Books& operator=(const Books&) = delete;

  /// Opens or makes the books that are wanted of the current snapshot and not there yet. One thread.
  void look();

  /// The book of this very reading, or nullptr.
  std::shared_ptr<const customer::Book> of(const Reading& reading) const;
  /// The reading that answers for one that somebody asks: while the book of the newest snapshot is being made, that of
  /// the snapshot before whose book is open, if it shows by the same masks and filters; else itself.
  std::shared_ptr<const Reading> answering_for(const std::shared_ptr<const Reading>& reading);
  /// Its bytes are not what was written: it is closed and deleted, and made anew for the next snapshot.
  void distrust(const Reading& reading, const std::string& why);

 private:
  /// A book with the reading whose model it needs.
  struct Open {
    Open(std::shared_ptr<const Reading> owner, std::filesystem::path place)
        : reading(std::move(owner)), path(std::move(place)), book(path, reading->customers()) {}
    std::shared_ptr<const Reading> reading;
    std::filesystem::path path;
    customer::Book book;
  };
  /// What there is for the readers of one sight.
  struct Held {
    std::shared_ptr<const Open> open;
    std::weak_ptr<const Reading> settled;  ///< nothing is left to do for it
    bool is_wanted = false;                ///< somebody asked since it was settled
    std::uint64_t asked = 0;               ///< when somebody asked last, counted
  };

  void look_after(const std::string& sight);
  std::vector<std::string> wanted();
  void settle(const std::shared_ptr<const Reading>& reading, std::shared_ptr<const Open> open);
  void open_or_make(const std::shared_ptr<const Reading>& reading);
  bool open(const std::shared_ptr<const Reading>& reading, const customer::BookShelf& shelf,
            const std::string& signature);
  void make(const Reading& reading, const customer::BookShelf& shelf, const std::string& signature);
  void clean(const Reading& reading, const customer::BookShelf& shelf, const std::string& signature) const;
  std::shared_ptr<const Open> held(const Reading& reading) const;

  const Readings& readings_;
  const BookSettings settings_;
  std::function<void(const std::string&)> log_;
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, Held> held_;
  std::uint64_t asked_ = 0;
  const Cancellation& stop_;
};

}  // namespace c360::serve
