// Texts that Power BI cannot tell apart: it takes "Gold" and "gold", and "a" and "a ", for one value.
#pragma once

#include <vector>

#include "c360/engine/engine.h"
#include "c360/powerbi/build_model.h"

namespace c360::powerbi {

/// A remark for each exported column of texts some of whose values differ in capitals or blanks around them alone.
std::vector<Remark> letters_that_fold(engine::Connection& connection, const BuiltModel& built);

}  // namespace c360::powerbi
