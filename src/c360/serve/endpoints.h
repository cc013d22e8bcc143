// All endpoints of the API, one function for each subject.
#pragma once

#include <vector>

#include "c360/serve/counters.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/started_run.h"

namespace c360::serve {

/// /healthz and /metrics. The counters must outlive them.
std::vector<Endpoint> health_endpoints(const Counters& counters);
/// /v1/project, /v1/tables, /v1/tables/{table}.
std::vector<Endpoint> project_endpoints();
/// /v1/quality and /v1/quality/warnings: the row account, rejected rows by reason, warnings.
std::vector<Endpoint> quality_endpoints();
/// /v1/quality/quarantine and /v1/quality/decisions: rejected rows, and deciding about them.
std::vector<Endpoint> quarantine_endpoints();
/// /v1/runs, /v1/runs/{run} and /v1/runs/current. The starter must outlive them.
std::vector<Endpoint> run_endpoints(RunStarter& starter);
/// /v1/metrics and /v1/metrics/query.
std::vector<Endpoint> metric_endpoints();
/// /v1/sql.
std::vector<Endpoint> sql_endpoints();

}  // namespace c360::serve
