// One customer as a page shows it: fields with where they come from, measures with places, what happened when.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/customer/figures.h"
#include "c360/customer/sources.h"
#include "c360/customer/timeline.h"

namespace c360::customer {

/// A value that every customer has one of.
struct Field {
  std::string name;                               ///< of its column or dimension
  const project::MetricEntity* entity = nullptr;  ///< the customers', or one that they lead to
  ShownColumn shown;
  std::vector<SourceColumn> sources;
};

/// All that a project's model tells of its customers, worked out once for a snapshot. Never changes; any thread may
/// read it. The project and the typed model must outlive it.
class CustomerModel {
 public:
  /// Throws as find_customer_key().
  CustomerModel(engine::Connection& connection, const project::Project& project, const metric::TypedModel& model,
                const lakehouse::Moment& moment);
  /// What of another's a reader can ask in whose conversation some tables are not there. The other need not outlive it.
  CustomerModel(const CustomerModel& whole, engine::Connection& reader);

  const metric::TypedModel& typed() const { return typed_; }
  const CustomerKey& key() const { return key_; }
  const std::vector<Field>& fields() const { return fields_; }
  const std::vector<Figure>& figures() const { return figures_; }
  const std::vector<EventKind>& kinds() const { return kinds_; }
  const Sources& sources() const { return sources_; }
  /// The tables of silver in which records of a customer's fields are.
  const std::vector<lakehouse::TableName>& record_tables() const { return record_tables_; }

 private:
  void find_record_tables();

  const metric::TypedModel& typed_;
  CustomerKey key_;
  Sources sources_;
  std::vector<Field> fields_;
  std::vector<Figure> figures_;
  std::vector<EventKind> kinds_;
  std::vector<lakehouse::TableName> record_tables_;
};

/// What is known of one customer. The texts are as people read them: money exact, times where the project is.
struct Profile {
  std::string id;
  std::vector<std::optional<std::string>> fields;   ///< of CustomerModel::fields()
  std::vector<std::optional<std::string>> figures;  ///< of CustomerModel::figures()
  std::vector<std::optional<Place>> places;         ///< the same
  std::vector<EventCount> events;                   ///< of CustomerModel::kinds()
  std::map<lakehouse::TableName, SourceRecord> records;
};

/// Up to so many customers, a profile's places are worked out for itself; among more, only a book knows them.
inline constexpr std::int64_t kFewCustomers = 100'000;

/// Throws Error(kNotFound) where there is no such customer, telling why where it was rejected.
Profile profile_of(engine::Connection& connection, const CustomerModel& model, const std::string& id);
/// Throws the Error(kNotFound) of an id that is known to be no customer's.
[[noreturn]] void refuse_unknown(engine::Connection& connection, const CustomerModel& model, const std::string& id);
/// The one text of the id of a customer that there is. Throws as profile_of().
std::string existing_id(engine::Connection& connection, const CustomerModel& model, const std::string& id);

/// Rows of customers with the key's text and some fields, f0, f1, …, as texts; `customer` chooses one by the key.
sql::Query fields_query(const CustomerModel& model, const std::vector<Field>& fields,
                        const std::optional<sql::Expr>& customer);

}  // namespace c360::customer
