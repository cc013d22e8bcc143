// ODBC's connection strings: Driver={ODBC Driver 18 for SQL Server};Server=host,1433;Database=shop;UID=me;PWD={a;b}}c}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::publish::odbc {

/// A connection string taken apart. Holds its secrets: nothing but display() and without_secrets() may be shown.
class ConnectionText {
 public:
  /// Throws Error(kProject), without the text, for what is no key=value;… .
  explicit ConnectionText(const std::string& text);

  const std::string& text() const { return text_; }
  /// The value of the first of these keys (in small letters) that is there; empty where none is.
  std::string value(const std::vector<std::string>& keys) const;
  std::string server() const;    ///< empty where none is named
  std::string database() const;  ///< the same
  /// Which of kPublishDialects the database speaks, by the driver's name; empty where that does not say.
  std::string dialect() const;
  /// "shop on db.example.com", "the file shop.db" or the data source's name.
  std::string display() const;
  /// A message of the driver without the passwords, tokens and keys of this text.
  std::string without_secrets(std::string message) const;

 private:
  struct Pair {
    std::string key;  ///< in small letters
    std::string value;
  };

  std::string text_;
  std::vector<Pair> pairs_;
};

/// Whether a key (in small letters) holds what must not be shown.
bool is_secret_key(std::string_view key);

}  // namespace c360::publish::odbc
