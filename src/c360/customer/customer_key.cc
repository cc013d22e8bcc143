#include "c360/customer/customer_key.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <charconv>

#include "c360/base/error.h"

namespace c360::customer {
namespace {

bool is_text(const sql::Type& type) {
  return type.kind == sql::TypeKind::kString;
}

}  // namespace

std::optional<std::string> CustomerKey::canonical(const std::string& id) const {
  if (is_text(type)) return id;
  std::int64_t number = 0;
  const char* end = id.data() + id.size();
  const auto [stopped, failure] = std::from_chars(id.data(), end, number);
  if (failure != std::errc() || stopped != end) return std::nullopt;
  return std::to_string(number);
}

std::optional<sql::Expr> CustomerKey::literal(const std::string& id) const {
  const auto text = canonical(id);
  if (!text) return std::nullopt;
  return is_text(type) ? sql::literal(*text) : sql::literal(*text, sql::Type{sql::TypeKind::kBigint});
}

CustomerKey find_customer_key(const metric::TypedModel& model) {
  const project::MetricEntity* entity = model.spec().find(project::EntityRole::kCustomer);
  if (entity == nullptr)
    throw Error(ErrorCode::kUsage, "no entity of metrics/*.yaml is the customer",
                "give the entity of customers 'role: customer'");
  if (entity->key.size() != 1)
    throw Error(ErrorCode::kUsage,
                fmt::format("{} are told apart by {} columns ({}); a customer's page needs one", entity->name,
                            entity->key.size(), fmt::join(entity->key, ", ")),
                "give the customer's table a key of one column", entity->where);
  const project::Dimension* dimension = entity->find_dimension(entity->key.front());
  if (dimension == nullptr || dimension->kind != project::Dimension::Kind::kColumn)
    throw Error(ErrorCode::kUsage, fmt::format("the key of {} is not among its columns", entity->name),
                fmt::format("add '{}: id' to them", entity->key.front()), entity->where);
  const sql::Type type = model.type_of(*entity, *dimension);
  if (!is_text(type) && !metric::is_whole(type))
    throw Error(ErrorCode::kUsage,
                fmt::format("the key of {} is {}, neither text nor a whole number", entity->name, type.to_string()),
                "make it a string in its contract", entity->where);
  return {entity, entity->key.front(), type};
}

}  // namespace c360::customer
