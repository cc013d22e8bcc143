// The raw files of one example project, and what must come of them.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "c360/generate/entity.h"

namespace c360::generate {

/// Immutable; any thread may use it.
class Template {
 public:
  virtual ~Template() = default;

  /// Parents before children. The template owns them.
  virtual std::vector<const Entity*> entities() const = 0;
  /// The figures that gold must show, and how many rows each `warn` check must list, under "gold" and "warnings".
  virtual void add_figures(nlohmann::ordered_json& truth) const = 0;
};

std::unique_ptr<Template> make_ecommerce(std::uint64_t seed, std::int64_t scale);
std::unique_ptr<Template> make_retail360(std::uint64_t seed, std::int64_t scale);

/// The columns' spec for a key, a reference, and so on: short ways to say what entities have.
namespace columns {

Column key(std::string_view name, std::string_view header);
Column reference(std::string_view name, std::string_view header, const Entity& parent);
Column money(std::string_view name, std::string_view header);
Column count(std::string_view name, std::string_view header);
Column date(std::string_view name, std::string_view header);
Column time(std::string_view name, std::string_view header);
/// A word that is read whatever its case and inner white space.
Column word(std::string_view name, std::string_view header, Words words);
/// A word that is read as it is written, but for white space inside.
Column phrase(std::string_view name, std::string_view header, Words words);
/// A word that is read as it is written.
Column verbatim(std::string_view name, std::string_view header, Words words);
Column name(std::string_view name, std::string_view header);
Column email(std::string_view name, std::string_view header);
Column address(std::string_view name, std::string_view header);
Column required(Column column);
Column latest_by(Column column);
Column not_negative(Column column);
Column part_of_key(Column column);

}  // namespace columns
}  // namespace c360::generate
