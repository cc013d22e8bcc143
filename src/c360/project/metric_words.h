// The words that metrics/*.yaml uses for roles, grains and formats.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/project/metric_spec.h"

namespace c360::project {

template <class V>
using Words = std::vector<std::pair<std::string, V>>;

const Words<EntityRole>& entity_role_words();
const Words<ColumnRole>& column_role_words();
const Words<TimeGrain>& time_grain_words();
const Words<ValueFormat>& value_format_words();

/// The word of a value: "sale", "hour_of_day".
std::string word_of(EntityRole role);
std::string word_of(ColumnRole role);
std::string word_of(TimeGrain grain);
std::string word_of(ValueFormat format);

/// day, week, month, quarter or year: a stretch of time that another follows.
bool is_period(TimeGrain grain);

std::optional<TimeGrain> find_grain(std::string_view word);
std::vector<std::string> grain_names();

/// A name as people read it: "average_order_value" gives "Average order value".
std::string label_of_name(std::string_view name);

}  // namespace c360::project
