// The end of a run (promise 5): silver and gold are committed back to back and become one moment, or a later run
// completes what this one had written down.
//
// All data files are written and the accounts balance before it begins. Then: (1) the intent, a file with every
// commit's text and the moment, is put if absent; (2) each table's commit is put if absent; (3) so is the moment; (4)
// the intent is removed. Killed before (1), nothing has happened; after it, roll_forward() does the rest, and doing any
// of it twice does no harm.
#pragma once

#include <string>
#include <vector>

#include "c360/delta/table.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"

namespace c360::lakehouse {

/// One table's commit, by Transaction::prepare(): the text that is to become this version.
struct PreparedCommit {
  TableName table;
  delta::Version version = 0;
  std::string text;
  bool operator==(const PreparedCommit&) const = default;
};

/// All that a run makes visible. The moment's number is one above that of the moment the run began from, and its table
/// versions are those of the commits.
struct Publication {
  Moment moment;
  std::vector<PreparedCommit> commits;
  bool operator==(const Publication&) const = default;

  std::string to_json() const;
  /// Throws Error(kUnsupported) for a newer format, Error(kCorrupt) for what is no publication.
  static Publication from_json(std::string_view json);
};

/// Publishes. Throws Error(kConflict) if another writer took one of the versions or the moment's number meanwhile: the
/// run has failed then, no snapshot shows any of it, and the message says which tables carry a version of it already.
/// Any other Error leaves the intent for roll_forward().
void publish(Lakehouse& lake, const Publication& publication);

/// What became of a run that had been killed while publishing.
struct RolledForward {
  std::string run_id;
  bool completed = false;  ///< otherwise `reason` says why its intent was void
  std::string reason;
};

/// Completes every publication that a killed run had written down, oldest first; call it before a run starts to work.
/// Any number of processes may do so at once. An intent that cannot be completed is void: it is reported and removed.
std::vector<RolledForward> roll_forward(Lakehouse& lake);

/// The publications that are written down and not completed; their data files are needed.
std::vector<Publication> pending_publications(const storage::ObjectStore& lake);

}  // namespace c360::lakehouse
