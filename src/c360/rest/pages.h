// From a page of an answer to the next: parameters, marks and addresses by `paginate:`.
#pragma once

#include <string>
#include <vector>

#include "c360/project/source.h"
#include "c360/rest/endpoint.h"
#include "c360/rest/pull_state.h"

namespace c360::rest {

/// The records of a page: those that `records:` leads to, an array's elements, or the one object that the answer is.
/// None for null and for an answer without a body. Throws Error(kData) where the path leads to nothing or to something
/// else; `name` is the page's, for the message.
std::vector<const Json*> records_of(const Page& page, const project::Source& source, const std::string& name);

/// What is asked for at a place, with the parameters and the parent that all places have in common.
Question question_at(const PagePlace& place, const project::RestPaging& paginate, Question common);

/// Whether a server may say that there is nothing (404): a parent's first page, and the page behind the last where
/// pages are counted.
bool may_be_gone(const Question& question, bool is_first, const project::RestPaging& paginate);

/// Goes to the place behind a page; false if it was the last. Throws Error(kData) for a mark that cannot be kept, and
/// what Endpoint::kept_address() throws.
bool advance(PagePlace& place, const project::RestPaging& paginate, const Page& page,
             const std::vector<const Json*>& records, const Endpoint& endpoint, const Question& asked);

}  // namespace c360::rest
