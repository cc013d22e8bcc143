// A whole Power BI project (PBIP) as files: semantic model in TMDL, report in PBIR, and what ties them together.
#pragma once

#include "c360/powerbi/report.h"
#include "c360/powerbi/tabular_model.h"

namespace c360::powerbi {

/// Path below the project's folder → text. `NAME.pbip`, `NAME.SemanticModel/…` and `NAME.Report/…`, NAME being the
/// model's name. The same model and report give the same bytes.
tmdl::Files project_files(const TabularModel& model, const Report& report);

}  // namespace c360::powerbi
