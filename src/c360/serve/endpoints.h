// All endpoints of the API, one function for each subject.
#pragma once

#include <vector>

#include "c360/serve/books.h"
#include "c360/serve/counters.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/gate.h"
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
/// /v1/sources and /v1/lineage.
std::vector<Endpoint> source_endpoints();
/// /v1/runs, /v1/runs/{run} and /v1/runs/current. The starter must outlive them.
std::vector<Endpoint> run_endpoints(RunStarter& starter);
/// /v1/metrics, /v1/metrics/query and /v1/metrics/statement.
std::vector<Endpoint> metric_endpoints();
/// /v1/dashboards and what is below it: dashboards/*.yaml as they are now.
std::vector<Endpoint> dashboard_endpoints();
/// /v1/pages and /v1/metrics/filters.
std::vector<Endpoint> page_endpoints();
/// /v1/customers/search, /v1/customers/{id} and its timeline, which /v1/customer has for any id.
/// `books` may be nullptr; it must outlive them.
std::vector<Endpoint> customer_endpoints(Books* books);
/// /v1/session: a token traded for a cookie. The gate must outlive it.
std::vector<Endpoint> session_endpoints(Gate& gate);
/// /v1/sql.
std::vector<Endpoint> sql_endpoints();

}  // namespace c360::serve
