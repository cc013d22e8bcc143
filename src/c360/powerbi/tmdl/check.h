// The strict checker of semantic models in TMDL: what Power BI would refuse to open, and what it would take in silence
// although it means nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/base/error.h"

namespace c360::powerbi::tmdl {

/// File name → text.
using Files = std::map<std::string, std::string>;

/// All mistakes in a model's .tmdl files, in the order of files and lines: syntax (read.h); objects and properties that
/// there are not (objects.h), stand where they cannot, repeat, lack what they need or have values of another kind;
/// names used twice; references to tables, columns, measures and files that are not there, also in DAX; relationships
/// whose columns differ in type or that leave more than one active way from one table to another. Empty for a sound
/// model.
std::vector<Error> check(const Files& files);

}  // namespace c360::powerbi::tmdl
