// Cards of pages and of the user's own dashboards as the browser takes them.
#pragma once

#include <vector>

#include "c360/metric/card_question.h"
#include "c360/metric/page_content.h"
#include "c360/serve/endpoint.h"

namespace c360::serve {

/// Whether a question has an answer that reads only tables which are there for the reader.
bool is_askable(const Reading& reading, const metric::Question& question);

/// The pages, without the cards that this snapshot's tables cannot answer.
std::vector<metric::PageContent> askable_pages(const Reading& reading);

/// Cards of one page: how each is drawn, and what it asks. Throws as metric::questions_of().
Json cards_json(const metric::TypedModel& model, const std::vector<metric::PageCard>& cards);

/// Of each measure the dimensions that it can be filtered by.
Json filters_json(const metric::TypedModel& model, const std::vector<std::string>& measures,
                  const std::vector<std::string>& dimensions);

}  // namespace c360::serve
