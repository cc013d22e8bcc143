// Activities of Data Factory as c360's.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "c360/adf/connections.h"
#include "c360/adf/translate.h"

namespace c360::adf {

/// What a pipeline that is imported takes.
struct TakenParameters {
  Names names;                     ///< here, for those there
  std::set<std::string> required;  ///< names there of those without a default
};

/// What all activities of one import share.
struct Shared {
  const Definitions& definitions;
  Connections& connections;
  Findings& findings;
  Names& pipelines;                                           ///< names here of those that are imported
  const std::map<std::string, TakenParameters>& parameters;   ///< of those, by their names there
  const std::map<std::string, std::set<std::string>>& calls;  ///< which of them runs which, by their names there
  std::set<std::string> used_names;                           ///< of activities, in the pipeline at hand
};

/// An activity while it is imported: where it stands, and what it may name.
struct ActivityPlace {
  const Json& activity;
  std::string file;
  std::string path;  ///< JSONPath
  const Scope& scope;
  std::string pipeline;  ///< its name there
  int depth = 0;         ///< of activities around it

  std::string name() const { return text_member(activity, "name"); }
  std::string type() const { return text_member(activity, "type"); }
  const Json& settings() const { return member(activity, "typeProperties"); }
};

/// A list of activities, in their order, as values of a pipeline's file. What has no counterpart becomes an activity
/// that fails and a finding.
Json import_activities(const Json& activities, const std::string& path, const ActivityPlace& around, Scope scope,
                       Shared& shared);

/// What one kind of activity becomes: its key here and the value of that key. Throws NoCounterpart.
using Body = std::pair<std::string, Json>;
Body import_body(const ActivityPlace& place, Shared& shared);

Body import_copy(const ActivityPlace& place, Shared& shared);
Body import_get_metadata(const ActivityPlace& place, Shared& shared);
Body import_lookup(const ActivityPlace& place, Shared& shared);
Body import_script(const ActivityPlace& place, Shared& shared);
Body import_stored_procedure(const ActivityPlace& place, Shared& shared);
Body import_web(const ActivityPlace& place, Shared& shared);

/// Adds what is otherwise here, or was left out, to the findings.
void note(const ActivityPlace& place, Shared& shared, const std::string& below, const std::string& why,
          Finding::Kind kind = Finding::Kind::kNote);

}  // namespace c360::adf
