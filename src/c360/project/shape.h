// What a value of a project file looks like, as data: error messages, the JSON Schema for editors and the reference
// page are all written from it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace c360::project {

struct FieldShape;

/// A plain value type; copies are cheap enough for the handful there are.
struct Shape {
  enum class Kind {
    kText,         ///< any scalar, read as text
    kInteger,      ///< whole number between minimum and maximum
    kBoolean,      ///< true or false
    kWord,         ///< one of `words`
    kList,         ///< of `inner`
    kOneOrList,    ///< one `inner`, or a list of them
    kMap,          ///< names to `inner`
    kObject,       ///< `fields`; written also as the field `short_form` alone, where that is not empty
    kAlternative,  ///< any of `alternatives`
    kAny,          ///< any value at all
    kReference     ///< the object called `name`, within which this stands
  };

  Kind kind = Kind::kText;
  std::string expected;            ///< "a whole number from 1 to 1024", for messages and the reference page
  std::string pattern;             ///< kText, and the names of a kMap: a regular expression for editors; empty for any
  bool allows_null = false;        ///< kText: also null and ~, as the texts they are
  std::vector<std::string> words;  ///< kWord
  std::optional<long> minimum;     ///< kInteger
  std::optional<long> maximum;     ///< kInteger
  std::shared_ptr<const Shape> inner;  ///< kList, kOneOrList, kMap; never null there
  std::string name;                    ///< kObject: "source", "column", …
  std::string meaning;                 ///< kObject: what it is for, in a sentence
  std::vector<FieldShape> fields;      ///< kObject
  std::string short_form;              ///< kObject
  bool is_partial = false;             ///< kObject: keys of another one, described there, none of them required
  std::vector<Shape> alternatives;
};

/// One key of an object.
struct FieldShape {
  std::string key;
  bool required = false;
  std::string default_yaml;   ///< what an absent key means, as YAML; empty if it means nothing
  std::string default_words;  ///< the same in words, where YAML cannot say it
  std::string meaning;        ///< a sentence
  Shape shape;
};

}  // namespace c360::project
