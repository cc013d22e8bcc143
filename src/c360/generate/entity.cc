#include "c360/generate/entity.h"

#include <algorithm>

namespace c360::generate {
namespace {

struct Share {
  Fate fate;
  std::int64_t per_million;
};

constexpr Share kShares[] = {
    {Fate::kCopied, 15'000}, {Fate::kOlderAfter, 6'000},   {Fate::kNewerAfter, 6'000},
    {Fate::kTie, 4'000},     {Fate::kUndatedAfter, 2'000}, {Fate::kTieThenCopy, 1'000},
    {Fate::kBroken, 12'000}, {Fate::kBrokenTwice, 1'000},  {Fate::kBrokenAfter, 4'000},
};
constexpr std::int64_t kMissingOf65536 = 1'300;  // two in a hundred
constexpr std::int64_t kSecondFault = 250'000, kThirdFault = 50'000;
constexpr std::int64_t kMostDaysApart = 30;

Fate draw_fate(std::int64_t at) {
  for (const Share& share : kShares) {
    if (at < share.per_million) return share.fate;
    at -= share.per_million;
  }
  return Fate::kSingle;
}

bool is_dated(Fate fate) {
  return fate == Fate::kOlderAfter || fate == Fate::kNewerAfter || fate == Fate::kUndatedAfter || fate == Fate::kTie ||
         fate == Fate::kTieThenCopy;
}

}  // namespace

RowLabels rows_of(Fate fate) {
  constexpr RowLabel kFirst{0, false, false}, kSecond{1, false, false}, kFirstAgain{0, true, false};
  constexpr RowLabel kBad{0, false, true}, kBadAgain{0, true, true}, kSecondBad{1, false, true};
  switch (fate) {
    case Fate::kSingle:
      return {{kFirst}, 1, 0};
    case Fate::kCopied:
      return {{kFirst, kFirstAgain}, 2, 0};
    case Fate::kOlderAfter:
    case Fate::kUndatedAfter:
      return {{kFirst, kSecond}, 2, 0};
    case Fate::kNewerAfter:
    case Fate::kTie:
      return {{kFirst, kSecond}, 2, 1};
    case Fate::kTieThenCopy:
      return {{kFirst, kSecond, kFirstAgain}, 3, 0};
    case Fate::kBroken:
      return {{kBad}, 1, 0};
    case Fate::kBrokenTwice:
      return {{kBad, kBadAgain}, 2, 0};
    case Fate::kBrokenAfter:
      return {{kFirst, kSecondBad}, 2, 0};
  }
  return {};
}

Entity::Entity(std::uint64_t seed, std::uint64_t number, std::string name, std::string file,
               std::vector<Column> columns)
    : seed_(seed), number_(number), name_(std::move(name)), file_(std::move(file)), columns_(std::move(columns)) {
  const auto dated = std::find_if(columns_.begin(), columns_.end(), [](const Column& c) { return c.latest_by; });
  dated_ = static_cast<std::size_t>(dated - columns_.begin());
}

Fate Entity::fate(std::int64_t key) const {
  const Fate drawn = draw_fate(random(Stream::kFate, key).below(1'000'000));
  const bool has_date = dated_ < columns_.size();
  if (!has_date && (drawn == Fate::kOlderAfter || drawn == Fate::kNewerAfter || drawn == Fate::kUndatedAfter))
    return Fate::kTie;
  if (drawn == Fate::kUndatedAfter && columns_[dated_].required) return Fate::kOlderAfter;
  return drawn;
}

Values Entity::first_version(std::int64_t key) const {
  Values values = fill(key, random(Stream::kFill, key));
  drop_some(values, key, fate(key));
  return values;
}

void Entity::drop_some(Values& values, std::int64_t key, Fate fate) const {
  Random missing = random(Stream::kMissing, key);
  std::uint64_t bits = missing.next();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i % 4 == 3) bits = missing.next();
    const auto part = static_cast<std::int64_t>(bits >> (16 * (i % 4)) & 0xffff);
    if (columns_[i].required || part >= kMissingOf65536) continue;
    if (columns_[i].latest_by && is_dated(fate)) continue;
    values[i] = kNothing;
  }
}

Values Entity::version(std::int64_t key, int number) const {
  Values values = first_version(key);
  if (number == 0) return values;
  Random changes = random(Stream::kRevise, key);
  revise(values, changes);
  if (dated_ == columns_.size()) return values;
  const std::int64_t apart = 1 + changes.below(kMostDaysApart);
  const Fate now = fate(key);
  if (now == Fate::kOlderAfter) values[dated_] -= apart;
  if (now == Fate::kNewerAfter) values[dated_] += apart;
  if (now == Fate::kUndatedAfter) values[dated_] = kNothing;
  return values;
}

bool Entity::can_have(std::size_t column, Fault fault) const {
  const Column& c = columns_[column];
  if (fault == Fault::kMissing) return c.required;
  if (fault == Fault::kTooSmall) return c.not_negative;
  return c.kind < Kind::kWord;
}

Faults Entity::faults(std::int64_t key) const {
  Random draws = random(Stream::kFault, key);
  const std::int64_t wanted = 1 + (draws.chance(kSecondFault) ? 1 : 0) + (draws.chance(kThirdFault) ? 1 : 0);
  Faults faults{};
  for (std::int64_t found = 0, tried = 0; found < wanted && (found == 0 || tried < 20); ++tried) {
    const auto column = static_cast<std::size_t>(draws.below(static_cast<std::int64_t>(columns_.size())));
    const auto fault = static_cast<Fault>(1 + draws.below(3));
    if (faults[column] != Fault::kNone || !can_have(column, fault)) continue;
    faults[column] = fault;
    ++found;
  }
  return faults;
}

Orphan Entity::orphan(const Column& column, std::int64_t value) {
  if (column.parent == nullptr) return Orphan::kNo;
  const std::int64_t key = value - 1;
  if (key < 0 || key >= column.parent->units()) return Orphan::kUnknownParent;
  return column.parent->stands(key) ? Orphan::kNo : Orphan::kParentNotInSilver;
}

bool Entity::stands(std::int64_t key) const {
  const Fate now = fate(key);
  if (now == Fate::kBroken || now == Fate::kBrokenTwice) return false;
  const auto has_parent = [](const Column& c) { return c.parent != nullptr; };
  if (std::none_of(columns_.begin(), columns_.end(), has_parent)) return true;
  const Values values = first_version(key);
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (orphan(columns_[i], values[i]) != Orphan::kNo) return false;
  return true;
}

}  // namespace c360::generate
