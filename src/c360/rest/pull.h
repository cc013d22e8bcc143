// Pulls: going through a REST source page by page, from a state that says what was already had to the next one.
//
// A pull begins with the source's first page and ends with its last. It is made of answers, each of which comes with
// the state behind it; who keeps both in one step can be killed at any moment and go on from the last one kept.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/base/clock.h"
#include "c360/project/project.h"
#include "c360/rest/cursor_value.h"
#include "c360/rest/endpoint.h"
#include "c360/rest/pages.h"
#include "c360/rest/pages_ahead.h"
#include "c360/rest/pull_state.h"

namespace c360::rest {

/// An answer with records.
struct Response {
  std::string name;           ///< "orders/page-000003.json": the same question has the same name in every pull
  std::string body;           ///< as it came, but for secrets
  Micros pull = 0;            ///< begun; tells pulls apart
  std::uint64_t content = 0;  ///< a fingerprint of its records
  bool is_known = false;      ///< the pull before had the same records in its place: nothing of it is new
  std::optional<std::pair<std::string, std::string>> parent = {};  ///< the field and value that it was asked for
};

/// What is remembered of an answer that was taken in, or seen to be known.
struct SeenResponse {
  Micros pull = 0;
  std::uint64_t content = 0;
};

/// What a pull needs to know of the world. All of it must outlive the pull.
struct PullContext {
  const Clock& clock;
  /// The last answers whose names begin so, one for each name.
  std::function<std::vector<SeenResponse>(const std::string& prefix)> seen;
  /// The values of the parents' field, sorted, each once. Called once, for sources with `for_each:`.
  std::function<std::vector<std::string>()> parents = {};
};

/// One pull: the one that the state has open, or a new one. One thread at a time.
class Pull {
 public:
  /// `state` is what state() gave last; empty before the first pull. Resolves the source's secrets. Throws
  /// Error(kProject) for one that is not there, Error(kCorrupt) for a state that is none.
  Pull(const project::Project& project, const project::Source& source, const std::string& state, PullContext context);
  ~Pull();

  /// The next answer with records; nullopt once the pull is at its end. `cancel` must outlive the pull. Throws
  /// Error(kIo, kData) with what to do. The state then is one from which a later pull goes on, or begins anew where
  /// going on would end the same way.
  std::optional<Response> next(const Cancellation& cancel);
  /// The state behind the last answer, as JSON of a size that does not grow.
  std::string state() const { return state_.to_json(); }
  /// What a user should know, once next() gave nullopt: records without a cursor, parents that were not found.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  void begin();
  void begin_sequences();
  void begin_parents();
  void end();
  std::string prefix() const;
  std::string parent_prefix(const std::string& parent) const;
  std::string name() const;
  bool is_known(const std::string& parent) const;
  Question common(const std::string& parent) const;
  Question question_for(const PagePlace& place) const;
  std::optional<Page> ask(const Question& question, const Cancellation& cancel);
  void ask_ahead(const Cancellation& cancel);
  bool is_forgotten() const;
  void abandon();
  std::optional<Response> take(const Question& question, const Page& page);
  Response read(const Question& question, const Page& page);
  void note_cursor(const std::vector<const Json*>& records, const std::string& name);
  void refuse_repeated(const std::string& name, std::uint64_t content);
  void refuse_repeated_place(const std::string& name);
  void go_on(bool has_more);
  bool go_to_parent(std::size_t at);

  const project::Source& source_;
  const project::RestSpec& rest_;
  PullContext context_;
  Endpoint endpoint_;
  PullState state_;
  bool was_open_ = false;  ///< the first page that is asked for goes on with an earlier process's pull
  bool has_begun_ = false;
  bool is_endless_ = false;  ///< a page came again
  Question common_;          ///< of all pages of this sequence
  std::vector<std::string> parents_;
  std::size_t parent_ = 0;
  std::int64_t asked_parents_ = 0, missing_parents_ = 0;
  std::set<std::uint64_t> contents_;  ///< of this sequence of pages
  std::set<std::string> places_;      ///< marks and addresses of this sequence
  std::vector<std::string> notes_;
  std::map<std::size_t, std::unique_ptr<PagesAhead>> ahead_;  ///< by the parent's number; goes before what it asks
};

}  // namespace c360::rest
