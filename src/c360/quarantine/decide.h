// Deciding about quarantined rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/contract/decisions.h"
#include "c360/quarantine/rows.h"

namespace c360::quarantine {

/// What is to be decided, and about which rows.
struct Request {
  contract::Verdict verdict = contract::Verdict::kDismiss;
  std::string entity;
  Filter rows;
  std::string who;
  std::string why;
};

/// Released rows that stay in quarantine all the same, by the reason that keeps them there.
struct HeldBack {
  std::string reason;
  std::int64_t rows = 0;
  std::string why;
};

struct Outcome {
  contract::RecordedDecision decision;
  std::vector<HeldBack> held_back;  ///< as of now; the next run judges anew
  std::int64_t left_out = 0;        ///< rows not released, since they have other reasons than the one that chose them
};

/// Records a decision; it takes effect at the next run. Rows named by file and number must be there, one each; of rows
/// chosen otherwise, those that are decided already are left out (withdraw: those that are not), and of rows that are
/// released for a reason, those that have others, which nobody has looked at. Withdrawing is also
/// about rows that were released and stand in silver. Throws Error(kUsage) where no row is chosen by anything, where a
/// named row is not there or stands in several versions of its file, and for a decision without a who or a why.
Outcome decide(const Place& place, const Request& request);

}  // namespace c360::quarantine
