// E-mail addresses and telephone numbers: how they are made alike, and whether a text can be one at all. Pure
// functions; any thread may call them.
#pragma once

#include <string>
#include <string_view>

namespace c360::values {

/// Appends the address in lower case, without white space, "mailto:" and angle brackets.
void append_email(std::string_view text, std::string& out);

/// Appends the number's digits, after a '+' where the text starts with one or with 00.
void append_phone(std::string_view text, std::string& out);

/// Whether the text can be an address: a local part, one @, and a host name with a dot (RFC 5321 without quoted local
/// parts and address literals; letters beyond ASCII are allowed).
bool is_email(std::string_view text);

/// Whether the text can be a telephone number: seven to fifteen digits (E.164), an optional + in front, and nothing
/// else but blanks, dots, slashes, hyphens and brackets.
bool is_phone(std::string_view text);

}  // namespace c360::values
