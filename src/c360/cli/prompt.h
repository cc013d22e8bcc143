// The interactive SQL prompt.
#pragma once

#include "c360/cli/rows.h"
#include "c360/session/session.h"

namespace c360::cli {

/// Reads statements, each ended by a semicolon, until the end of input or `.quit`; keeps a history in the user's state
/// folder. Errors are printed and the prompt goes on. Returns the program's exit code.
int run_prompt(session::Session& session, RowFormat format, std::size_t most_rows);

}  // namespace c360::cli
