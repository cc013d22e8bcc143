// What a run does not touch, taken over from the moment before as it is; and taken out of the coming moment again where
// it is touched after all.
#pragma once

#include "c360/pipeline/work.h"

namespace c360::pipeline {

/// Puts a table into the coming moment, in place of its entry there. place_carried_over() makes it known to SQL.
void carry_over(Work& work, lakehouse::Moment::TableVersion entry);

/// Bronze as it is settled; where it is not yet, the newest of a source that this run has copied, else as before.
void settle_bronze(Work& work, const project::Source& source);
/// An entity with its account and warnings, or a model, if the moment before has it. Its fingerprint is that of then.
void carry_over_entity(Work& work, const project::Contract& contract);
void carry_over_model(Work& work, const lakehouse::TableName& name);

/// Makes all that was carried over known to this run's SQL.
void place_carried_over(Work& work);

/// Whether the coming moment has the table, view or folder.
bool made(const Work& work, const lakehouse::TableName& name);

/// Takes a table, view or folder out of the coming moment, and deletes what this run has written of it.
void drop_table(Work& work, const lakehouse::TableName& name);
/// The same of an entity, with its account and warnings.
void drop_entity(Work& work, const project::Contract& contract);

}  // namespace c360::pipeline
