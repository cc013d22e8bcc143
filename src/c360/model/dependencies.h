// Which values decide about which others: functional dependencies, as one knows them of keys.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

namespace c360::model {

/// A column of some operator's rows, or the identity of the row that a table (or a group, or a list) gives to them.
using Id = std::size_t;
using Ids = std::set<Id>;

/// Dependencies `from → to`: rows alike in `from` are alike in `to`. Where an outer join puts NULLs for the rows of a
/// side, a dependency of that side holds only for rows that have one: its guards. A value; one thread at a time.
class Dependencies {
 public:
  void add(Ids from, Ids to);
  /// How many there are: for guard_since.
  std::size_t size() const { return all_.size(); }
  /// Those added since then, up to `until`, hold only where one of these row identities is there.
  void guard(std::size_t since, std::size_t until, const Ids& rows);

  /// All that is decided by `start`, for rows in which the row identities `present` are there.
  Ids closure(Ids start, const Ids& present) const;

 private:
  struct Dependency {
    Ids from;
    Ids to;
    std::vector<Ids> guards;
  };
  static bool holds(const Dependency& dependency, const Ids& present);

  std::vector<Dependency> all_;
};

/// Whether all of `part` is in `whole`.
bool includes(const Ids& whole, const Ids& part);

}  // namespace c360::model
