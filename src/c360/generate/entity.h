// What is generated of an entity, before it is text: its columns, the values of each key, and what becomes of the key
// (its fate). Everything is a function of the seed and the key, so that rows can be made in any order, side by side,
// and whether a parent stands in silver is known without remembering it.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "c360/generate/random.h"
#include "c360/generate/words.h"

namespace c360::generate {

class Entity;

enum class Kind : std::uint8_t { kId, kReference, kMoney, kCount, kDate, kTime, kWord, kName, kEmail, kAddress };

struct Column {
  std::string_view name;    ///< in silver
  std::string_view header;  ///< in the file
  Kind kind = Kind::kWord;
  bool required = false;
  bool not_negative = false;
  bool key = false;
  bool latest_by = false;
  bool squeezed = false;  ///< white space inside does not matter
  bool titled = false;    ///< letter case does not matter
  Words words = {};
  const Entity* parent = nullptr;
};

inline constexpr std::size_t kMostColumns = 7;
inline constexpr std::int64_t kNothing = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kBadEmail = std::int64_t{1} << 62;  ///< an e-mail number from here on is no address

/// The clean values of a row: ids and counts as they are, money in hundredths, dates in days and times in seconds since
/// 1970, words by their place in the list, names, e-mail addresses and addresses by a number that they are made from.
using Values = std::array<std::int64_t, kMostColumns>;

/// Which rows a key has, in the order of their arrival, and which of them stands.
enum class Fate : std::uint8_t {
  kSingle,        ///< one row
  kCopied,        ///< a row and its exact copy
  kOlderAfter,    ///< a row, then a version with an earlier date: the first stands
  kNewerAfter,    ///< a row, then a version with a later date: the second stands
  kTie,           ///< a row, then a version with the same date (or of an entity without dates): the second stands
  kUndatedAfter,  ///< a row, then a version without a date: the first stands
  kTieThenCopy,   ///< a row, a version with the same date, and the first row again: the first stands, arriving last
  kBroken,        ///< one row that breaks rules
  kBrokenTwice,   ///< a row that breaks rules, and its exact copy
  kBrokenAfter,   ///< a row, then a version that breaks rules: the first stands
};

/// One row of a key.
struct RowLabel {
  int version = 0;
  bool copy = false;  ///< of an earlier row of the same version
  bool broken = false;
};

struct RowLabels {
  std::array<RowLabel, 3> rows;
  int count = 0;
  int standing_version = 0;  ///< of those that are not broken
};

RowLabels rows_of(Fate fate);

/// What is wrong with one field of a broken row.
enum class Fault : std::uint8_t { kNone, kMissing, kUnreadable, kTooSmall };
using Faults = std::array<Fault, kMostColumns>;

/// How a reference fails.
enum class Orphan : std::uint8_t { kNo, kUnknownParent, kParentNotInSilver };

/// Immutable once made; any thread may use it. Parents outlive their children.
class Entity {
 public:
  /// `number` is the entity's place in its template.
  Entity(std::uint64_t seed, std::uint64_t number, std::string name, std::string file, std::vector<Column> columns);
  virtual ~Entity() = default;
  Entity(const Entity&) = delete;
  Entity& operator=(const Entity&) = delete;

  const std::string& name() const { return name_; }
  const std::string& file() const { return file_; }  ///< the files' names begin so
  const std::vector<Column>& columns() const { return columns_; }
  std::uint64_t number() const { return number_; }

  /// Keys come in units, each the keys that belong together (all payments for an order); most units are one key.
  virtual std::int64_t units() const = 0;
  virtual std::int64_t keys_per_unit() const { return 1; }  ///< at most; unit u has keys from u * keys_per_unit()
  virtual std::int64_t keys_of(std::int64_t /*unit*/) const { return 1; }

  Fate fate(std::int64_t key) const;
  Values first_version(std::int64_t key) const;
  Values version(std::int64_t key, int number) const;
  Values standing_version(std::int64_t key) const { return version(key, rows_of(fate(key)).standing_version); }
  /// What is wrong with the key's broken row; at least one thing.
  Faults faults(std::int64_t key) const;

  /// Whether a column of the key refers to a row that is not in silver.
  static Orphan orphan(const Column& column, std::int64_t value);
  /// Whether the key has a row in silver.
  bool stands(std::int64_t key) const;

  enum class Stream : std::uint8_t { kFate, kFill, kMissing, kRevise, kFault, kNoise, kPlace, kFirstText, kSecondText };
  Random random(Stream stream, std::int64_t key) const {
    return {seed_, number_ * 16 + static_cast<std::uint64_t>(stream), static_cast<std::uint64_t>(key)};
  }

 protected:
  /// The key's values, none missing.
  virtual Values fill(std::int64_t key, Random random) const = 0;
  /// Changes at least one value that is neither part of the key, nor a reference, nor the latest_by date.
  virtual void revise(Values& values, Random& random) const = 0;

 private:
  void drop_some(Values& values, std::int64_t key, Fate fate) const;
  bool can_have(std::size_t column, Fault fault) const;

  std::uint64_t seed_;
  std::uint64_t number_;
  std::string name_;
  std::string file_;
  std::vector<Column> columns_;
  std::size_t dated_;  ///< the latest_by column, or none: columns().size()
};

}  // namespace c360::generate
