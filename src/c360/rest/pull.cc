#include "c360/rest/pull.h"

#include <fmt/core.h>

#include <algorithm>
#include <system_error>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/fetch/url.h"

namespace c360::rest {
namespace {

constexpr Micros kSecond = 1'000'000;

std::uint64_t content_of(const std::vector<const Json*>& records) {
  std::string text;
  for (const Json* record : records) text += record->dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  return short_hash(text);
}

}  // namespace

Pull::Pull(const project::Project& project, const project::Source& source, const std::string& state,
           PullContext context)
    : source_(source),
      rest_(*source.rest),
      context_(std::move(context)),
      endpoint_(project, source, context_.clock),
      state_(PullState::from_json(state)) {
  if (state_.asked != endpoint_.fingerprint()) {
    state_.is_open = false;
    state_.newest.clear();
  }
  was_open_ = state_.is_open;
}

Pull::~Pull() = default;

/// A new pull. It asks for everything where nothing else is sure to lose no record.
void Pull::begin() {
  const project::RestCursor& cursor = rest_.cursor;
  const Micros now = context_.clock.now();
  state_.asked = endpoint_.fingerprint();
  state_.before = state_.begun;
  state_.begun = std::max(now, state_.before + 1);
  state_.is_full = cursor.field.empty() || state_.newest.empty() || state_.has_nulls ||
                   now - state_.last_full >= cursor.full_every_seconds * kSecond;
  state_.since.clear();
  if (!state_.is_full) state_.since = CursorValue::parse(state_.newest)->minus(cursor.overlap).text();
  state_.highest.clear();
  state_.nulls = 0;
  state_.parent.clear();
  state_.place = {};
  state_.is_open = true;
}

/// From where the state is, with what was had of that sequence of pages.
void Pull::begin_sequences() {
  contents_.clear();
  places_.clear();
  common_ = common({});
  begin_parents();
  for (const SeenResponse& seen : context_.seen(prefix()))
    if (seen.pull == state_.begun) contents_.insert(seen.content);
}

/// Ends a pull that going on with would bring nowhere. Parents that were new in it have not been asked for everything.
void Pull::abandon() {
  state_.is_open = false;
  if (!rest_.for_each.source.empty()) state_.last_full = 0;
}

void Pull::begin_parents() {
  if (rest_.for_each.source.empty()) return;
  parents_ = context_.parents();
  const auto is_no_name = [](const std::string& value) { return value.empty() || value == "." || value == ".."; };
  parents_.erase(std::remove_if(parents_.begin(), parents_.end(), is_no_name), parents_.end());
  const auto at = std::lower_bound(parents_.begin(), parents_.end(), state_.parent);
  const bool is_there = at != parents_.end() && *at == state_.parent && was_open_;
  if (!is_there) state_.place = {};
  const PagePlace place = state_.place;
  if (!go_to_parent(static_cast<std::size_t>(at - parents_.begin()))) return end();
  if (is_there) state_.place = place;
}

/// Whether there is such a parent; its first page is next then.
bool Pull::go_to_parent(std::size_t at) {
  parent_ = at;
  state_.place = {};
  contents_.clear();
  places_.clear();
  if (at >= parents_.size()) return false;
  state_.parent = parents_[at];
  common_ = common(state_.parent);
  ++asked_parents_;
  return true;
}

/// Whether a parent was asked for in an earlier pull, so that `since` holds for it.
bool Pull::is_known(const std::string& parent) const {
  const std::vector<SeenResponse> seen = context_.seen(parent_prefix(parent));
  return std::any_of(seen.begin(), seen.end(), [&](const auto& each) { return each.pull != state_.begun; });
}

void Pull::end() {
  state_.is_open = false;
  state_.place = {};
  state_.parent.clear();
  if (!state_.highest.empty()) {
    const CursorValue highest = CursorValue::parse(state_.highest)->at_most(context_.clock.now());
    const auto newest = CursorValue::parse(state_.newest);
    if (state_.is_full || !newest || *newest < highest) state_.newest = highest.text();
  }
  if (state_.is_full) {
    state_.last_full = state_.begun;
    state_.has_nulls = state_.nulls > 0;
  }
  if (state_.has_nulls)
    notes_.push_back(
        fmt::format("{}: {} records have no '{}': as asking by it would leave them out, everything is "
                    "asked for each time",
                    source_.name, state_.nulls, rest_.cursor.field));
  if (missing_parents_ == 0) return;
  const std::string count = fmt::format("{} of {}", missing_parents_, asked_parents_);
  notes_.push_back(
      fmt::format("{}: nothing was found (404) for {} records of '{}'", source_.name, count, rest_.for_each.source));
}

std::string Pull::parent_prefix(const std::string& parent) const {
  return source_.name + "/" + fetch::percent_encoded(parent) + "/";
}

std::string Pull::prefix() const {
  std::string prefix = rest_.for_each.source.empty() ? source_.name + "/" : parent_prefix(state_.parent);
  if (!common_.parameters.empty()) prefix += "since-" + state_.since + "/";
  return prefix + "page-";
}

std::string Pull::name() const {
  return fmt::format("{}{:06}.json", prefix(), state_.place.pages + 1);
}

/// What all pages of a parent, or of a source without parents, are asked for with.
Question Pull::common(const std::string& parent) const {
  Question question;
  if (rest_.for_each.source.empty()) {
    if (!state_.since.empty()) question.parameters.emplace_back(rest_.cursor.param, state_.since);
    return question;
  }
  question.parent = parent;
  if (!state_.since.empty() && is_known(parent)) question.parameters.emplace_back(rest_.cursor.param, state_.since);
  return question;
}

Question Pull::question_for(const PagePlace& place) const {
  return question_at(place, rest_.paginate, common_);
}

std::optional<Response> Pull::next(const Cancellation& cancel) {
  if (!has_begun_) {
    has_begun_ = true;
    if (!was_open_) begin();
    begin_sequences();
  }
  while (state_.is_open) {
    cancel.check();
    refuse_repeated_place(name());
    const Question asked = question_for(state_.place);
    std::optional<Page> page;
    try {
      page = ask(asked, cancel);
    } catch (const Error&) {
      if (!is_forgotten()) throw;
      was_open_ = false;
      notes_.push_back(source_.name + ": the server no longer knows where the last pull stopped; a new one began");
      abandon();
      begin();
      begin_sequences();
      continue;
    }
    was_open_ = false;
    if (page) {
      if (auto response = take(asked, *page)) return response;
    } else {
      if (state_.place.pages == 0) ++missing_parents_;
      go_on(false);
    }
  }
  return std::nullopt;
}

/// Whether the server refuses the mark or address that an earlier process had from it.
bool Pull::is_forgotten() const {
  const bool has_place = !state_.place.mark.is_null() || !state_.place.address.empty();
  return was_open_ && has_place && endpoint_.has_refused();
}

/// A page; nothing where a parent has none, and behind the last of pages that are counted. What another process was
/// in the middle of may be gone altogether meanwhile: then its first page is gone, too.
std::optional<Page> Pull::ask(const Question& question, const Cancellation& cancel) {
  const bool is_first = state_.place.pages == 0;
  if (!was_open_) {
    ask_ahead(cancel);
    const auto ahead = ahead_.find(parent_);
    if (ahead != ahead_.end() && ahead->second->has(state_.place.pages)) return ahead->second->take();
  }
  std::optional<Page> page = endpoint_.ask(question, may_be_gone(question, is_first, rest_.paginate), cancel);
  if (!page && !is_first && was_open_) endpoint_.ask(question_for({}), question.parent.has_value(), cancel);
  return page;
}

/// Lets the next parents be asked for while this one's pages are taken in. One whose first page was had is left to go
/// on by itself.
void Pull::ask_ahead(const Cancellation& cancel) {
  const auto most = static_cast<std::size_t>(rest_.for_each.parallel);
  if (most < 2) return;
  ahead_.erase(ahead_.begin(), ahead_.lower_bound(parent_));
  const std::size_t first = parent_ + (state_.place.pages > 0 ? 1 : 0);
  try {
    for (std::size_t at = first; at < std::min(parents_.size(), parent_ + most); ++at)
      if (ahead_.find(at) == ahead_.end())
        ahead_.emplace(at, std::make_unique<PagesAhead>(source_, endpoint_, common(parents_[at]), cancel));
  } catch (const std::system_error&) {
    // The system gives no more threads: those there are, and this one, ask.
  }
}

/// Goes on behind a page; where that throws, the state is as it was: the page is asked for again.
std::optional<Response> Pull::take(const Question& question, const Page& page) {
  const PullState before = state_;
  try {
    Response response = read(question, page);
    return response.body.empty() ? std::nullopt : std::optional(std::move(response));
  } catch (const Error&) {
    state_ = before;
    if (is_endless_) abandon();
    throw;
  }
}

/// The answer, without a body where it has no records; the state is behind it then.
Response Pull::read(const Question& question, const Page& page) {
  Response response;
  response.name = name();
  const std::vector<const Json*> records = records_of(page, source_, response.name);
  response.content = content_of(records);
  if (!records.empty()) refuse_repeated(response.name, response.content);
  note_cursor(records, response.name);
  response.pull = state_.begun;
  if (question.parent) response.parent = {rest_.for_each.field, *question.parent};
  for (const SeenResponse& seen : context_.seen(response.name))
    response.is_known = seen.pull == state_.before && seen.content == response.content;
  go_on(advance(state_.place, rest_.paginate, page, records, endpoint_, question));
  if (!records.empty()) response.body = page.body;
  return response;
}

void Pull::go_on(bool has_more) {
  if (has_more) return;
  if (rest_.for_each.source.empty() || !go_to_parent(parent_ + 1)) end();
}

void Pull::note_cursor(const std::vector<const Json*>& records, const std::string& name) {
  const std::string& field = rest_.cursor.field;
  if (field.empty()) return;
  std::optional<CursorValue> highest = CursorValue::parse(state_.highest);
  std::int64_t nulls = 0;
  for (std::size_t at = 0; at < records.size(); ++at) {
    const Json* value = find(*records[at], field);
    if (value == nullptr || value->is_null()) {
      ++nulls;
      continue;
    }
    const std::string text = text_of(*value).value_or(described(*value));
    const auto read = CursorValue::parse(text);
    if (!read)
      throw Error(ErrorCode::kData,
                  fmt::format("{}, record {}: the cursor '{}' is '{}', neither a time in ISO 8601 nor a number", name,
                              at + 1, field, text.substr(0, 60)),
                  "name a field under cursor: that is one of them, or leave `cursor:` away");
    if (!highest || *highest < *read) highest = read;
  }
  if (highest) state_.highest = highest->text();
  state_.nulls += nulls;
}

void Pull::refuse_repeated(const std::string& name, std::uint64_t content) {
  if (contents_.insert(content).second) return;
  is_endless_ = true;
  throw Error(ErrorCode::kData,
              fmt::format("{} has the same records as a page before it in this pull, which would go on for ever", name),
              "does the server know the parameter under `paginate:`? what was had before is kept; the next run begins "
              "a new pull");
}

/// Where a mark or an address comes again, so do all pages since.
void Pull::refuse_repeated_place(const std::string& name) {
  if (state_.place.mark.is_null() && state_.place.address.empty()) return;
  if (places_.insert(state_.place.mark.dump() + state_.place.address).second) return;
  abandon();
  throw Error(ErrorCode::kData,
              fmt::format("{} is asked for where a page before it in this pull was, which would go on for ever", name),
              "does `paginate:` name the right field of the answer? what was had before is kept; the next run begins "
              "a new pull");
}

}  // namespace c360::rest
