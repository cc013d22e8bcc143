// How values are shown: format strings of Power BI.
#pragma once

#include <string>

#include "c360/project/metric_spec.h"
#include "c360/sql/type.h"

namespace c360::powerbi {

/// "€"#,##0.00 or #,##0.00 "€", as the locale places the sign. A currency without a sign of its own shows its code; an
/// empty one none. The separators of the pattern are replaced by the reader's own.
std::string currency_format(const std::string& currency, const std::string& locale, int decimals = 2);

/// The format of a measure whose values are of a type.
std::string measure_format(const project::Measure& measure, const sql::Type& type, const std::string& currency,
                           const std::string& locale);

/// The format of a column by its type and role; empty for texts.
std::string column_format(const sql::Type& type, project::ColumnRole role, const std::string& currency,
                          const std::string& locale);

}  // namespace c360::powerbi
