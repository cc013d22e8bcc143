// What people decided about quarantined rows: an append-only Delta table, bronze._decisions, and an input of refine as
// bronze and the contracts are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "c360/engine/engine.h"
#include "c360/engine/values/value_reader.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/project/contract_spec.h"
#include "c360/sql/query.h"

namespace c360::contract {

enum class Verdict {
  kRelease,   ///< the row goes into silver with the values that could be read, if silver can hold it
  kDismiss,   ///< it stays in quarantine, and nobody needs to look at it again
  kWithdraw,  ///< as if nothing had been decided
};

/// "release", "dismiss", "withdraw".
std::string_view to_string(Verdict verdict);
std::optional<Verdict> verdict_of(std::string_view name);

/// Whether a row that breaks the rule can be released all the same (unless the column is of the key). The others are
/// what silver's columns promise to their readers: a type and a length.
bool can_be_waived(values::Rule rule);

/// Why a released row that is quarantined for this reason stays there: "order_id is of the key", …; nullopt where
/// releasing it overrules the reason.
std::optional<std::string> why_held_back(const project::Contract& contract, std::string_view reason);

/// bronze._decisions
lakehouse::TableName decisions_table();

/// One decision, about any number of records of one entity.
struct Decision {
  Verdict verdict = Verdict::kDismiss;
  std::string entity;
  std::string source;
  std::string who;
  std::string why;
};

struct RecordedDecision {
  std::int64_t number = 0;  ///< 1 is the first; a later one about the same record replaces it. 0: about no record
  std::int64_t records = 0;
};

/// Appends a decision about the records of a relation with the columns _source_file, _source_row, _file_no and
/// _reasons. Its number is one above the highest in the table that it is committed to, however many processes decide at
/// once; killed, it has decided about all records or none. Throws Error(kConflict) where others were always faster.
RecordedDecision record_decision(engine::Connection& connection, lakehouse::Lakehouse& lake, const Decision& decision,
                                 const sql::Relation& records);

/// Of the rows of bronze._decisions, for each record of the contract's source the last about its entity: columns
/// _file_no, _source_row, kVerdict, kVerdictNo (row_reading.h).
sql::Query last_verdicts(const sql::Relation& decisions, const project::Contract& contract);

/// Rows with the columns of bronze, and kVerdict and kVerdictNo beside them: NULL where nothing was decided.
sql::Relation with_verdicts(const sql::Relation& rows, const sql::Relation& verdicts);

/// The last decision's number, for what depends on decisions; 0 for none.
struct DecisionMarks {
  std::int64_t quarantine = 0;
  std::int64_t silver = 0;  ///< the same once anything was ever released: until then silver knows of no decision
};

/// By entity and source.
using MarksByEntity = std::map<std::pair<std::string, std::string>, DecisionMarks>;

/// Of the rows of bronze._decisions. Throws Error(kEngine).
MarksByEntity decision_marks(engine::Connection& connection, const sql::Relation& decisions);

}  // namespace c360::contract
