#include "c360/quarantine/json.h"

namespace c360::quarantine {

using Json = nlohmann::ordered_json;

Json json_of(const Row& row) {
  Json record = Json::object();
  for (const auto& [column, value] : row.record) record[column] = value ? Json(*value) : Json(nullptr);
  return {{"file", row.file},
          {"file_no", row.file_no},
          {"row", row.row},
          {"reasons", row.reasons},
          {"message", row.message},
          {"decision", row.decision.empty() ? Json() : Json(row.decision)},
          {"pending", row.is_pending},
          {"record", std::move(record)}};
}

Json json_of(const Request& request, const Outcome& outcome) {
  Json held = Json::array();
  for (const HeldBack& each : outcome.held_back) {
    held.push_back({{"reason", each.reason}, {"rows", each.rows}, {"why", each.why}});
  }
  return {{"decision_no", outcome.decision.number},
          {"decision", to_string(request.verdict)},
          {"entity", request.entity},
          {"rows", outcome.decision.records},
          {"held_back", std::move(held)},
          {"left_out", outcome.left_out}};
}

}  // namespace c360::quarantine
