// A model and a report of two tables, for tests.
#pragma once

#include "c360/powerbi/report.h"

namespace c360::powerbi {

/// Orders and their days, with a measure, a hierarchy, a relationship and a parameter.
TabularModel small_model();

/// A page with one visual of every type, laid out.
Report small_report();

}  // namespace c360::powerbi
