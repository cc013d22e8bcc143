// The stages of a run, in their order. Each reads what the stages before it have put into the Work and adds its own.
// All throw Error, which ends the run; nothing that they write is seen before publish().
#pragma once

#include "c360/pipeline/work.h"

namespace c360::pipeline {

/// What --only asks for, with all that it needs. Throws Error(kUsage) for an unknown name.
void select_tables(Work& work);

/// Sources to bronze, which is committed source by source: it is the history, not part of a moment's promise.
void ingest_sources(Work& work);

/// What people decided about quarantined rows, up to now (with --only: as before, unless an entity is selected).
void take_decisions(Work& work);

/// Gives every table the fingerprint of all that it is a function of, and the tests one of their own.
void take_fingerprints(Work& work);

/// Bronze to silver and quarantine, parents first; then the cross-table checks.
void refine_entities(Work& work);

/// Silver to gold, in the order of the models; then the user's tests.
void build_models(Work& work);

/// Throws Error(kInternal) unless every row of every entity is accounted for.
void balance_accounts(const Work& work);

/// Puts into the moment what each column is made of, anew only where a contract, a model or a source's columns changed.
/// What cannot be followed is told as a note; it never ends a run.
void keep_lineage(Work& work);

/// Commits all changes and the moment, with its lineage.
void publish(Work& work);

/// Deletes what a run that failed before publish() has written of silver and gold: nobody will ever read it.
void discard_changes(Work& work) noexcept;

}  // namespace c360::pipeline
