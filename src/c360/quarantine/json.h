// Quarantined rows and decisions as JSON, in one form for commands and for HTTP.
#pragma once

#include <nlohmann/json.hpp>

#include "c360/quarantine/decide.h"
#include "c360/quarantine/rows.h"

namespace c360::quarantine {

/// {file, file_no, row, reasons, message, decision, pending, record}
nlohmann::ordered_json json_of(const Row& row);
/// {decision_no, decision, entity, rows, held_back: [{reason, rows, why}], left_out}
nlohmann::ordered_json json_of(const Request& request, const Outcome& outcome);

}  // namespace c360::quarantine
