// Texts that must not be written anywhere, found and hidden in what is.
#pragma once

#include <cstddef>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace c360::rest {

/// Puts a text in the place of each of another.
void replace_all(std::string& text, std::string_view from, std::string_view to);

/// Any thread may call it.
class HiddenTexts {
 public:
  /// Hides a text, also as JSON and as addresses write it. Shorter ones than 6 bytes are left: they stand in half of
  /// all data by chance.
  void add(const std::string& secret);

  /// The text with *** for each of them.
  std::string masked(std::string text) const;
  /// The same with marks that revealed() takes back, for addresses that are used again.
  std::string marked(std::string text) const;
  std::string revealed(std::string text) const;

 private:
  struct Hidden {
    std::string text;
    std::size_t number;  ///< in the order in which they were added
  };

  mutable std::shared_mutex mutex_;
  std::vector<Hidden> texts_;  ///< longer ones first
};

}  // namespace c360::rest
