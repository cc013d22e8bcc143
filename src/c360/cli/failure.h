// How the program says what went wrong.
#pragma once

#include <exception>
#include <string>

#include "c360/base/error.h"

namespace c360::cli {

/// Prints an error (all of a project's mistakes, one after another) to standard error, or as JSON
/// {"errors": [{code, message, hint, file, line, column}]} to standard output, and gives the exit code: 2 where the
/// command was wrong, else 1.
int report_failure(const std::exception& error, bool json);

/// The same error; a place that is in no file (of a statement that was typed) is one in `name`.
Error placed(const Error& error, const std::string& name);

}  // namespace c360::cli
