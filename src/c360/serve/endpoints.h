// All endpoints of the API, one function for each subject.
#pragma once

#include <vector>

#include "c360/serve/books.h"
#include "c360/serve/counters.h"
#include "c360/serve/endpoint.h"

namespace c360::serve {

/// /healthz and /metrics. The counters must outlive them.
std::vector<Endpoint> health_endpoints(const Counters& counters);
/// /v1/project, /v1/tables, /v1/tables/{table}.
std::vector<Endpoint> project_endpoints();
/// /v1/quality and /v1/quality/warnings: the row account, rejected rows by reason, warnings.
std::vector<Endpoint> quality_endpoints();
/// /v1/runs and /v1/runs/{run}.
std::vector<Endpoint> run_endpoints();
/// /v1/metrics and /v1/metrics/query.
std::vector<Endpoint> metric_endpoints();
/// /v1/customers/search, /v1/customers/{id} and its timeline.
/// `books` may be nullptr; it must outlive them.
std::vector<Endpoint> customer_endpoints(Books* books);
/// /v1/sql.
std::vector<Endpoint> sql_endpoints();

}  // namespace c360::serve
