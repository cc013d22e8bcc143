// What all events and facets of OpenLineage (openlineage.io) have in common.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace c360::lineage {

/// Who writes them.
inline constexpr const char* kOpenLineageProducer = "urn:c360:" C360_VERSION;

/// A facet without its own members; `schema` is "1-0-0/NameFacet.json#/$defs/NameFacet".
inline nlohmann::ordered_json openlineage_facet(const std::string& schema) {
  return {{"_producer", kOpenLineageProducer}, {"_schemaURL", "https://openlineage.io/spec/facets/" + schema}};
}

}  // namespace c360::lineage
