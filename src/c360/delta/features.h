// Which features of Delta tables c360 reads, writes or refuses (PROTOCOL.md, "Table Features", "Valid Feature Names in
// Table Features"). docs/delta-features.md shows this table to people.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "c360/delta/actions.h"

namespace c360::delta {

enum class Support {
  kYes,
  kWhileInactive,  ///< as long as nothing in the table uses it
  kNo,             ///< refused by its name
};

/// One table feature of the protocol.
struct Feature {
  std::string_view name;    ///< as the protocol spells it
  bool concerns_readers;    ///< reader and writer feature; otherwise writers only
  int implied_from_reader;  ///< every reader version from this one to 2 means it; 0: only where it is listed
  int implied_from_writer;  ///< every writer version from this one to 6 means it; 0: only where it is listed
  Support reading;
  Support writing;
  bool (*is_active)(const Metadata& metadata);  ///< whether the table uses it; set for kWhileInactive
};

std::span<const Feature> features();

/// nullptr for a name that this version of c360 has never heard of.
const Feature* find_feature(std::string_view name);

/// Throws Error(kUnsupported) naming the first feature, or the protocol version, that reading this table needs and c360
/// does not have; Error(kCorrupt) for a protocol that contradicts itself. `table` goes into messages.
void check_readable(const std::string& table, const Protocol& protocol, const Metadata& metadata);

/// The same for files: one with a deletion vector is refused.
void check_readable_files(const std::string& table, const std::vector<AddFile>& files);

/// The same for writing, which needs reading too.
void check_writable(const std::string& table, const Protocol& protocol, const Metadata& metadata);

/// Throws Error(kUnsupported) for a table whose commit times are not its files' times (inCommitTimestamp).
void check_time_travel(const std::string& table, const Metadata& metadata);

/// The lowest protocol that a new table with this metadata needs.
Protocol protocol_for_new_table(const Metadata& metadata);

/// The protocol that a table needs to take this metadata too, or nullopt if it has all that is needed.
std::optional<Protocol> upgraded_protocol(const Protocol& current, const Metadata& metadata);

/// "| feature | reads | writes |", one row a feature, for docs/delta-features.md.
std::string feature_table_markdown();

}  // namespace c360::delta
