// Much work of one kind at once.
#pragma once

#include <cstddef>
#include <functional>

namespace c360 {

/// Calls work(0) … work(count - 1), several at a time on threads of its own, and returns when all have ended. The first
/// exception, by its number, is thrown then; after one, no further work begins. Where the system gives no threads, the
/// caller's does all of it. `at_once` is how many run at one time; 0: as many as this machine has threads, which is
/// right for work that does not wait.
void side_by_side(std::size_t count, const std::function<void(std::size_t)>& work, std::size_t at_once = 0);

}  // namespace c360
