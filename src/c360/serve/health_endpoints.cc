#include "c360/serve/endpoints.h"

namespace c360::serve {

std::vector<Endpoint> health_endpoints(const Counters& counters) {
  Endpoint health;
  health.path = "/healthz";
  health.least = Least::kAnyone;
  health.name = "health";
  health.summary = "Whether the server answers";
  health.answer = "It does; with the number of the snapshot that it reads";
  health.changes_by_snapshot = false;
  health.handle = [](const Call& call) {
    return json_response({{"status", "ok"}, {"snapshot", call.reading->number()}});
  };

  Endpoint figures;
  figures.path = "/metrics";
  figures.least = Least::kViewer;
  figures.keeps_masks = figures.keeps_rows = true;
  figures.name = "prometheus";
  figures.summary = "What the server counts of itself, for Prometheus";
  figures.answer = "Counters and gauges";
  figures.formats = {"text/plain"};
  figures.changes_by_snapshot = false;
  figures.handle = [&counters](const Call& call) {
    http::Response response;
    response.body = counters.to_text(call.reading->number());
    return std::move(response.with("Content-Type", "text/plain; version=0.0.4; charset=utf-8"));
  };
  return {health, figures};
}

}  // namespace c360::serve
