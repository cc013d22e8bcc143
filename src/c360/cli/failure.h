// How the program says what went wrong.
#pragma once

#include <exception>
#include <nlohmann/json.hpp>
#include <string>

#include "c360/base/error.h"

namespace c360::cli {

/// Prints an error (all of a project's mistakes, one after another) to standard error, or as JSON
/// {"errors": [{code, message, hint, file, line, column}]} to standard output, and gives the exit code: 2 where the
/// command was wrong, else 1.
int report_failure(const std::exception& error, bool json);

/// Prints a warning to standard error.
void print_warning(const Error& warning);

/// All errors in it, as an array of json_of().
nlohmann::ordered_json errors_json(const std::exception& error);

/// {code, message, hint, file, line, column}, as far as they are known.
nlohmann::ordered_json json_of(const Error& error);

/// The same error; a place that is in no file (of a statement that was typed) is one in `name`.
Error placed(const Error& error, const std::string& name);

}  // namespace c360::cli
