// What can be known of an SQL file without understanding SQL: its comments and where its last statement ends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::project {

/// A comment line at the top of a file.
struct CommentLine {
  std::string text;  ///< without "--" and the blanks around
  int line = 0;      ///< from 1
  int column = 0;    ///< of the text's first byte, from 1
};

/// The lines that start with "--" before anything else but blank lines; none after the first blank line that follows
/// one of them.
std::vector<CommentLine> top_comments(std::string_view sql);

/// The text with the semicolon after its last token, if there is one, turned into a blank: lines and columns stay.
/// Semicolons in strings, quoted names and comments are none. Empty if there is no token at all.
std::string without_final_semicolon(std::string sql);

}  // namespace c360::project
