#include "c360/lakehouse/publication.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "c360/base/error.h"
#include "c360/lakehouse/moment_json.h"

namespace c360::lakehouse {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kPendingFolder = "_c360/pending/";
constexpr int kFormat = 1;

std::string intent_path(const std::string& run_id) {
  return fmt::format("{}{}.json", kPendingFolder, run_id);
}

bool is_published(const storage::ObjectStore& lake, const Moment& moment) {
  const std::optional<Moment> there = read_moment(lake, moment.number);
  return there && there->run_id == moment.run_id;
}

std::string log_path(const PreparedCommit& commit) {
  return fmt::format("{}/_delta_log/{:020}.json", commit.table.path(), commit.version);
}

/// Why the publication can never be completed; empty if nothing stands against it so far.
std::string obstacle(const storage::ObjectStore& lake, const Publication& publication) {
  const std::optional<Moment> there = read_moment(lake, publication.moment.number);
  if (there && there->run_id != publication.moment.run_id) {
    return fmt::format("run {} has published snapshot {} already", there->run_id, there->number);
  }
  for (const PreparedCommit& commit : publication.commits) {
    const std::optional<std::string> text = lake.get(log_path(commit));
    if (text && *text != commit.text) {
      return fmt::format("another writer has committed version {} of {}", commit.version, commit.table.to_string());
    }
  }
  return {};
}

/// The versions that this publication has committed, for a message: "; silver.orders version 3 is committed, …".
std::string already_committed(const storage::ObjectStore& lake, const Publication& publication) {
  std::string names;
  for (const PreparedCommit& commit : publication.commits) {
    if (lake.get(log_path(commit)) != commit.text) continue;
    names += fmt::format("{}{} version {}", names.empty() ? "" : ", ", commit.table.to_string(), commit.version);
  }
  if (names.empty()) return "; nothing of this run is visible";
  return fmt::format("; committed already, but in no snapshot: {}", names);
}

/// Commits every table, then the moment. Returns why that cannot be; empty if it is done.
std::string complete(Lakehouse& lake, const Publication& publication) {
  storage::ObjectStore& store = lake.store();
  if (is_published(store, publication.moment)) return {};
  if (std::string reason = obstacle(store, publication); !reason.empty()) return reason;
  for (const PreparedCommit& commit : publication.commits) {
    LakeTable table = lake.table(commit.table);
    const auto result = table.log().commit_prepared(commit.version, commit.text);
    if (result.kind == delta::CommitResult::Kind::kConflict) {
      return fmt::format("{}: {}", commit.table.to_string(), result.reason);
    }
  }
  if (publish_moment(store, publication.moment)) return {};
  return fmt::format("another run has published snapshot {} already", publication.moment.number);
}

/// Completes an intent that is written down, or finds it void; either way it is gone afterwards. Returns the reason.
std::string finish_intent(Lakehouse& lake, const Publication& publication) {
  std::string reason = complete(lake, publication);
  if (!reason.empty()) reason += already_committed(lake.store(), publication);
  lake.store().remove(intent_path(publication.moment.run_id));
  return reason;
}

/// nullopt for one that another process has completed meanwhile.
std::optional<Publication> read_intent(const storage::ObjectStore& lake, const std::string& path) {
  const std::optional<std::string> json = lake.get(path);
  if (!json) return std::nullopt;
  try {
    return Publication::from_json(*json);
  } catch (const Error& error) {
    throw error.in(lake.display(path));
  }
}

}  // namespace

std::string Publication::to_json() const {
  Json json{{"format", kFormat}, {"moment", json_of(moment)}, {"commits", Json::array()}};
  for (const PreparedCommit& commit : commits) {
    json["commits"].push_back({{"layer", commit.table.layer},
                               {"name", commit.table.name},
                               {"version", commit.version},
                               {"text", commit.text}});
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Publication Publication::from_json(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    if (json.at("format").get<int>() > kFormat) {
      throw Error(ErrorCode::kUnsupported, "a newer c360 was publishing here", "use the newer c360 that wrote it");
    }
    Publication publication{moment_of(json.at("moment")), {}};
    for (const Json& each : json.at("commits")) {
      publication.commits.push_back({{each.at("layer").get<std::string>(), each.at("name").get<std::string>()},
                                     each.at("version").get<delta::Version>(),
                                     each.at("text").get<std::string>()});
    }
    return publication;
  } catch (const Json::exception& error) {
    throw Error(ErrorCode::kCorrupt, fmt::format("not a pending publication of c360: {}", error.what()));
  }
}

void publish(Lakehouse& lake, const Publication& publication) {
  const std::string path = intent_path(publication.moment.run_id);
  if (lake.store().put_if_absent(path, publication.to_json()) == storage::PutOutcome::kAlreadyExists) {
    const std::optional<Publication> there = read_intent(lake.store(), path);
    if (there && *there != publication) {
      throw Error(ErrorCode::kInternal, fmt::format("run {} is publishing twice", publication.moment.run_id));
    }
  }
  const std::string reason = finish_intent(lake, publication);
  if (reason.empty()) return;
  throw Error(ErrorCode::kConflict, fmt::format("the run cannot be published: {}", reason),
              "run again: it starts from what the other writer left");
}

std::vector<Publication> pending_publications(const storage::ObjectStore& lake) {
  std::vector<Publication> pending;
  for (const storage::ObjectInfo& object : lake.list(std::string(kPendingFolder), {}, false)) {
    if (!object.path.ends_with(".json")) continue;
    if (auto publication = read_intent(lake, object.path)) pending.push_back(*std::move(publication));
  }
  return pending;
}

std::vector<RolledForward> roll_forward(Lakehouse& lake) {
  std::vector<RolledForward> outcomes;
  for (const Publication& publication : pending_publications(lake.store())) {
    std::string reason = finish_intent(lake, publication);
    const bool completed = reason.empty();
    outcomes.push_back({publication.moment.run_id, completed, std::move(reason)});
  }
  return outcomes;
}

}  // namespace c360::lakehouse
