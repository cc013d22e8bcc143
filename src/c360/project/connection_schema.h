// connections.yaml: reading, and what it may hold.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "c360/project/connection_spec.h"
#include "c360/project/problems.h"
#include "c360/project/schema.h"

namespace c360::project {

inline constexpr const char* kConnectionsFile = "connections.yaml";

/// The file's keys as they are declared, for the JSON Schema and the reference page. Any thread may call.
const Shape& connections_shape();

/// Reads a text as connections.yaml, in the order written. What is wrong goes to `problems`: keys, connections of no
/// kind or several, secrets written out. Nothing is resolved and nobody is asked.
std::vector<Connection> read_connections(const std::string& text, Problems& problems);

/// The file below `root`; none where it is not there.
std::vector<Connection> read_connections_file(const std::filesystem::path& root, Problems& problems);

/// Whether a header of this name, in any case, says who asks, so that its value is a secret.
bool is_secret_header(const std::string& name);

}  // namespace c360::project
