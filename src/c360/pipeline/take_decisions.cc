#include <utility>

#include "c360/contract/decisions.h"
#include "c360/lakehouse/scan.h"
#include "c360/pipeline/carry_over.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {
namespace {

using lakehouse::Moment;

/// The version of bronze._decisions that the run goes by; nullopt where nobody has decided anything.
std::optional<Moment::TableVersion> version_to_use(Work& work) {
  const lakehouse::TableName name = contract::decisions_table();
  const Moment::TableVersion* before = work.before ? work.before->find(name) : nullptr;
  if (work.selected.count(name) == 0) return before == nullptr ? std::nullopt : std::optional(*before);
  lakehouse::LakeTable table = work.lake.table(name);
  if (!table.log().exists()) return std::nullopt;
  Moment::TableVersion entry;
  entry.name = name;
  entry.version = table.log().latest().version();
  entry.fingerprint = std::to_string(entry.version);
  return entry;
}

}  // namespace

void take_decisions(Work& work) {
  if (std::exchange(work.decisions_taken, true)) return;
  const auto version = version_to_use(work);
  if (!version) return;
  lakehouse::LakeTable table = work.lake.table(version->name);
  work.decisions = lakehouse::scan(table.store(), table.log().at_version(version->version));
  carry_over(work, *version);
}

}  // namespace c360::pipeline
