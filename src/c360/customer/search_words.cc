#include "c360/customer/search_words.h"

#include <algorithm>

#include "c360/engine/values/unicode_text.h"

namespace c360::customer {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/// Of the letter that begins there.
std::size_t size_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const std::size_t size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
  return std::min(size, text.size() - at);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::string plain, folded;
  values::append_without_marks(text, plain);
  values::append_folded(plain, folded);
  std::vector<std::string> words;
  bool in_word = false;
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const std::size_t space = values::white_space_at(folded, at);
    if (space > 0 || !is_word_byte(folded[at])) {
      at += space > 1 ? space - 1 : 0;
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    words.back() += folded[at];
    in_word = true;
  }
  return words;
}

std::string digits_of_phone(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9' && (c != '0' || !digits.empty())) digits += c;
  return digits;
}

std::vector<std::string> phone_words(const std::string& digits) {
  if (digits.empty()) return {};
  return {phone_beginning(digits), phone_end(digits)};
}

std::string phone_beginning(const std::string& digits) {
  return "\x01" + digits;
}

std::string phone_end(const std::string& digits) {
  return "\x02" + std::string(digits.rbegin(), digits.rend());
}

std::u32string letters_of(std::string_view text) {
  std::u32string letters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = size_at(text, at);
    char32_t letter = 0;
    for (std::size_t i = 0; i < size; ++i) letter = (letter << 8) | static_cast<unsigned char>(text[at + i]);
    letters.push_back(letter);
    at += size;
  }
  return letters;
}

std::size_t bytes_of_letters(std::string_view text, std::size_t letters) {
  std::size_t at = 0;
  for (; letters > 0 && at < text.size(); --letters) at += size_at(text, at);
  return at;
}

std::string to_string(How how) {
  return how == How::kExact ? "exact" : how == How::kPrefix ? "prefix" : "typing_error";
}

int allowed_errors(std::string_view asked) {
  constexpr std::size_t kOne = 4, kTwo = 8;
  if (asked.find_first_not_of("0123456789") == std::string_view::npos) return 0;
  const std::size_t letters = letters_of(asked).size();
  return letters >= kTwo ? 2 : letters >= kOne ? 1 : 0;
}

std::optional<int> typing_errors(std::string_view asked, std::string_view word, int most) {
  const std::u32string a = letters_of(asked), b = letters_of(word);
  if (a.size() > b.size() + static_cast<std::size_t>(most) || b.size() > a.size() + static_cast<std::size_t>(most))
    return std::nullopt;
  std::vector<int> before, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    if (*std::min_element(now.begin(), now.end()) > most) return std::nullopt;
    before = last;
    last = now;
  }
  return last.back() <= most ? std::optional(last.back()) : std::nullopt;
}

std::optional<WordMatch> match_word(std::string_view asked, std::string_view word) {
  if (asked == word) return WordMatch{How::kExact, 0};
  if (word.starts_with(asked)) return WordMatch{How::kPrefix, 0};
  const int most = allowed_errors(asked);
  if (most == 0) return std::nullopt;
  const auto errors = typing_errors(asked, word, most);
  return errors ? std::optional(WordMatch{How::kTypingError, *errors}) : std::nullopt;
}

}  // namespace c360::customer
