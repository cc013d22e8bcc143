#include "c360/rest/testing/pull_fixture.h"

namespace c360::rest::testing {
namespace {

std::string ids_of(const Json& content, const std::string& records) {
  std::string ids;
  for (const Json& record : *find(content, records)) ids += " " + text_of(record.at("id")).value_or("-");
  return ids;
}

}  // namespace

PullFixture::PullFixture() {
  project_.root = folder_.path();
  source_.name = "orders";
  source_.rest.emplace();
  rest().url = server_.url("/orders");
  rest().tries = 3;
  rest().timeout_seconds = 20;
  rest().largest_answer_bytes = 1 << 20;
  rest().cursor.full_every_seconds = 7 * 86'400;
}

void PullFixture::take(const Response& response, std::vector<std::string>& told) {
  seen_[response.name] = {response.pull, response.content};
  if (response.is_known) return told.push_back(response.name + " known");
  told.push_back(response.name + ":" + ids_of(Json::parse(response.body), source_.records));
  if (response.parent) told.back() += " of " + response.parent->second;
  bodies_.push_back(response.body);
}

std::vector<std::string> PullFixture::pull(std::size_t at_most) {
  const auto seen_below = [this](const std::string& prefix) {
    std::vector<SeenResponse> found;
    for (auto at = seen_.lower_bound(prefix); at != seen_.end() && at->first.starts_with(prefix); ++at)
      found.push_back(at->second);
    return found;
  };
  Pull pull(project_, source_, state_, {clock_, seen_below, [this] { return parents_; }});
  std::vector<std::string> told;
  try {
    while (told.size() < at_most) {
      const auto response = pull.next(cancel_);
      if (response) take(*response, told);
      state_ = pull.state();
      if (!response) break;
    }
  } catch (const Error&) {
    state_ = pull.state();
    throw;
  }
  notes_ = pull.notes();
  return told;
}

std::string PullFixture::failure() {
  try {
    pull();
  } catch (const Error& error) {
    return error.message() + " | " + error.hint();
  }
  return "no error";
}

std::vector<std::string> PullFixture::asked_since() {
  const std::vector<std::string> all = server_.asked();
  std::vector<std::string> news(all.begin() + static_cast<std::ptrdiff_t>(told_), all.end());
  told_ = all.size();
  return news;
}

std::size_t PullFixture::requests_since() {
  return asked_since().size();
}

Json records_with_ids(int from, int to) {
  Json records = Json::array();
  for (int id = from; id <= to; ++id) records.push_back({{"id", id}});
  return records;
}

}  // namespace c360::rest::testing
