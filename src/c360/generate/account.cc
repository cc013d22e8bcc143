#include "c360/generate/account.h"

namespace c360::generate {
namespace {

std::string reason_of(const Column& column, Fault fault) {
  const char* rule = fault == Fault::kMissing ? "required" : fault == Fault::kUnreadable ? "type" : "range";
  return std::string(rule).append("(").append(column.name).append(")");
}

}  // namespace

Account::Account(const Entity& entity) : columns(entity.columns().size()) {
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].words.resize(entity.columns()[i].words.size());
}

void Account::count_key(const Entity& entity, std::int64_t key) {
  const RowLabels labels = rows_of(entity.fate(key));
  const Values first = entity.first_version(key);
  std::int64_t good = 0;
  for (int i = 0; i < labels.count; ++i) {
    const RowLabel& label = labels.rows[static_cast<std::size_t>(i)];
    ++source_rows;
    ++bronze_rows;
    if (label.copy) {
      ++exact_duplicates;
    } else if (!count_quarantined(entity, first, label.broken ? entity.faults(key) : Faults{})) {
      ++good;
    }
  }
  if (good == 0) return;
  older_versions += good - 1;
  count_silver(entity, labels.standing_version == 0 ? first : entity.version(key, labels.standing_version));
}

// References are the same in all versions of a key.
bool Account::count_quarantined(const Entity& entity, const Values& values, const Faults& faults) {
  bool broken = false, has_orphan = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Column& column = entity.columns()[i];
    if (faults[i] != Fault::kNone) {
      ++reasons[reason_of(column, faults[i])];
      broken = true;
      continue;
    }
    const Orphan orphan = Entity::orphan(column, values[i]);
    if (orphan == Orphan::kNo) continue;
    ++reasons[std::string("reference(").append(column.name).append(")")];
    ++(orphan == Orphan::kUnknownParent ? unknown_parents : quarantined_parents);
    has_orphan = true;
  }
  quarantined += broken || has_orphan ? 1 : 0;
  quarantined_for_cause += broken ? 1 : 0;
  return broken || has_orphan;
}

void Account::count_silver(const Entity& entity, const Values& values) {
  ++silver_rows;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (values[i] == kNothing) continue;
    ++columns[i].present;
    const Kind kind = entity.columns()[i].kind;
    if (kind == Kind::kWord) ++columns[i].words[static_cast<std::size_t>(values[i])];
    if (kind < Kind::kWord) columns[i].sum += values[i];
  }
}

void Account::count_malformed() {
  ++source_rows;
  ++malformed;
}

void Account::count_empty_row(const Entity& entity) {
  ++source_rows;
  ++bronze_rows;
  ++quarantined;
  ++quarantined_for_cause;
  for (const Column& column : entity.columns())
    if (column.required) ++reasons[reason_of(column, Fault::kMissing)];
}

void Account::add(const Account& other) {
  source_rows += other.source_rows;
  malformed += other.malformed;
  bronze_rows += other.bronze_rows;
  exact_duplicates += other.exact_duplicates;
  older_versions += other.older_versions;
  quarantined += other.quarantined;
  quarantined_for_cause += other.quarantined_for_cause;
  silver_rows += other.silver_rows;
  unknown_parents += other.unknown_parents;
  quarantined_parents += other.quarantined_parents;
  blank_lines += other.blank_lines;
  for (const auto& [reason, rows] : other.reasons) reasons[reason] += rows;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].present += other.columns[i].present;
    columns[i].sum += other.columns[i].sum;
    for (std::size_t w = 0; w < columns[i].words.size(); ++w) columns[i].words[w] += other.columns[i].words[w];
  }
}

}  // namespace c360::generate
