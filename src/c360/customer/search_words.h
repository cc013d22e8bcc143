// Words that customers are found by, and how a word that is asked for meets one of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace c360::customer {

/// The words of a text: runs of letters and digits, in lower case and without accents. "Zoë O'Hara-Smith" has zoe, o,
/// hara and smith.
std::vector<std::string> words_of(std::string_view text);

/// The digits of a telephone number, without zeros and a plus at its front: what all ways of writing it have in common.
std::string digits_of_phone(std::string_view text);

/// Under which words a telephone number stands among others, so that it is found by its beginning and by its end. No
/// word of a text is like them.
std::vector<std::string> phone_words(const std::string& digits);
/// The word that the words of all numbers begin with that begin so, or that end so.
std::string phone_beginning(const std::string& digits);
std::string phone_end(const std::string& digits);

/// The letters of a word, each as a number of its own: code points, and bytes that are no UTF-8.
std::u32string letters_of(std::string_view text);
/// How many bytes the first letters of a word take.
std::size_t bytes_of_letters(std::string_view text, std::size_t letters);

/// How a word was found, from best to worst.
enum class How { kExact, kPrefix, kTypingError };
std::string to_string(How how);

/// How many letters may be wrong in a word that is asked for: 1 of 4 to 7 letters, 2 of 8 and more, none of a number,
/// which would be another.
int allowed_errors(std::string_view asked);

/// The least number of letters to insert, delete, replace or swap with their neighbour that makes one word of the other
/// (no letter twice: optimal string alignment); nullopt where it is more than `most`. Letters are code points.
std::optional<int> typing_errors(std::string_view asked, std::string_view word, int most);

struct WordMatch {
  How how = How::kExact;
  int errors = 0;
};
/// nullopt where the word is not what was asked for.
std::optional<WordMatch> match_word(std::string_view asked, std::string_view word);

}  // namespace c360::customer
