// What each kind of activity does. All fill in the attempt's output and throw Error.
#pragma once

#include "c360/pipeline/runner.h"

namespace c360::pipeline {

/// Works the inputs out, but for those that the activity asks for again and again, and does the activity.
void do_activity(Runner& runner, Attempt& attempt);

void get_metadata(Runner& runner, Attempt& attempt);
void copy_files(Runner& runner, Attempt& attempt);
void refine(Runner& runner, Attempt& attempt);
void build(Runner& runner, Attempt& attempt);
void publish_target(Runner& runner, Attempt& attempt);

void ask_sql(Runner& runner, Attempt& attempt);
void run_in_target(Runner& runner, Attempt& attempt);
/// The rows of a query in the database that an activity names, and whether there are more.
std::pair<JsonValue, bool> rows_in_target(Runner& runner, const Attempt& attempt, std::int64_t most);
void load_rows(Runner& runner, Attempt& attempt);
void ask_http(Runner& runner, Attempt& attempt);
void look_up(Runner& runner, Attempt& attempt);

void for_each_item(Runner& runner, Attempt& attempt);
void filter_items(Runner& runner, Attempt& attempt);
void choose_branch(Runner& runner, Attempt& attempt);
void choose_case(Runner& runner, Attempt& attempt);
void repeat_until(Runner& runner, Attempt& attempt);
void run_other_pipeline(Runner& runner, Attempt& attempt);

void wait(Runner& runner, Attempt& attempt);
void fail(Runner& runner, Attempt& attempt);
void set_variable(Runner& runner, Attempt& attempt);
void append_variable(Runner& runner, Attempt& attempt);

}  // namespace c360::pipeline
