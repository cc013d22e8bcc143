// Which function of c360's does what one of Data Factory's does.
#pragma once

#include <string>

#include "c360/adf/expression_parser.h"

namespace c360::adf {

/// A call with its arguments translated, its name as there in small letters. Throws NoCounterpart for a function, or a
/// form of one, that c360 has not.
Expression translate_call(const std::string& name, std::vector<Expression> arguments);

/// A format of .NET's ("yyyy-MM-dd") as one of strftime's ("%Y-%m-%d"). Throws NoCounterpart.
std::string translate_time_format(const std::string& format);

Expression literal_of(project::JsonValue value);
Expression call_of(const std::string& name, std::vector<Expression> arguments);

}  // namespace c360::adf
