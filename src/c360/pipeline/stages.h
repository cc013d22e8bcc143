// What a run is made of. Each stage reads what those before it have put into the Work and adds its own. All throw
// Error; nothing that they write of silver and gold is seen before publish().
#pragma once

#include <set>
#include <string>
#include <vector>

#include "c360/pipeline/work.h"

namespace c360::pipeline {

/// What --only asks for, with all that it needs. Throws Error(kUsage) for an unknown name.
void select_tables(Work& work);

/// Whether --only leaves a source in.
bool is_selected(const Work& work, const project::Source& source);

/// Takes the new files of sources in, many side by side: their bytes are kept and their records counted. A step.
void land_sources(Work& work, const std::vector<const project::Source*>& sources);

/// One source's new files to bronze (or these of them, by their paths), which is committed at once: it is the history,
/// not part of a moment's promise. A step.
void copy_source(Work& work, const project::Source& source, const std::vector<std::string>& files = {});

/// The moment gets the source's newest bronze; files that are taken in and not copied yet are, first.
void settle_newest_bronze(Work& work, const project::Source& source);

/// What people decided about quarantined rows, up to now (with --only: as before, unless an entity is selected).
void take_decisions(Work& work);

/// Gives every table the fingerprint of all that it is a function of, and the tests one of their own.
void take_fingerprints(Work& work);
/// The same of the entities alone, from the bronze that is settled and the decisions that are taken.
void take_entity_fingerprints(Work& work);
/// The same of the models alone, from the fingerprints of what they read.
void take_model_fingerprints(Work& work);
void take_tests_fingerprint(Work& work);

/// Bronze to silver and quarantine, parents first, for these entities, those that they reference and those of the same
/// sources; only where something changed.
void refine_entities(Work& work, const std::set<std::string>& entities);

/// Silver to gold, in the order of the models, for these models and those that they read; only where something changed.
void build_models(Work& work, const std::set<lakehouse::TableName>& models);

/// The checks across tables, once for what stands: they need every entity, and wait while some was never refined.
void check_across_tables(Work& work);
/// The models' tests on given rows, once a run.
void pass_model_tests(Work& work);
/// The user's tests on what stands.
void pass_tests(Work& work);

/// Fills the moment up with all that this run did not touch. Whether it is another moment than the one before.
bool complete_moment(Work& work);

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
