#include "c360/rest/pull_state.h"

#include "c360/base/error.h"

namespace c360::rest {

std::string PullState::to_json() const {
  return Json{
      {"asked", asked},         {"begun", begun},           {"before", before},       {"is_open", is_open},
      {"is_full", is_full},     {"since", since},           {"highest", highest},     {"nulls", nulls},
      {"has_nulls", has_nulls}, {"newest", newest},         {"last_full", last_full}, {"parent", parent},
      {"pages", place.pages},   {"records", place.records}, {"mark", place.mark},     {"address", place.address}}
      .dump();
}

PullState PullState::from_json(const std::string& text) {
  PullState state;
  if (text.empty()) return state;
  try {
    const Json json = Json::parse(text);
    json.at("asked").get_to(state.asked);
    json.at("begun").get_to(state.begun);
    json.at("before").get_to(state.before);
    json.at("is_open").get_to(state.is_open);
    json.at("is_full").get_to(state.is_full);
    json.at("since").get_to(state.since);
    json.at("highest").get_to(state.highest);
    json.at("nulls").get_to(state.nulls);
    json.at("has_nulls").get_to(state.has_nulls);
    json.at("newest").get_to(state.newest);
    json.at("last_full").get_to(state.last_full);
    json.at("parent").get_to(state.parent);
    json.at("pages").get_to(state.place.pages);
    json.at("records").get_to(state.place.records);
    state.place.mark = json.at("mark");
    json.at("address").get_to(state.place.address);
    return state;
  } catch (const Json::exception& failure) {
    throw Error(ErrorCode::kCorrupt, std::string("the state of a source's pulls is damaged: ") + failure.what());
  }
}

}  // namespace c360::rest
