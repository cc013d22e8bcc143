// What was published, read back and compared with the lakehouse, over a fixture that publishes a small shop.
#pragma once

#include <memory>

#include "c360/publish/plan.h"
#include "c360/publish/published_tables.h"
#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish::testing {

/// `Fixture` is a PublishFixture, or one that is made of it.
template <class Fixture>
class ReadBack : public Fixture {
 protected:
  using Fixture::Fixture;

  std::unique_ptr<PublishedTables> open() { return open(connection_); }
  std::unique_ptr<PublishedTables> open(engine::Connection& into) {
    project_ = Fixture::project();
    return open_published(project_, project_.publish.at(0), into, kNever);
  }
  Texts read_back(PublishedTables& tables, const lakehouse::TableName& name) {
    return read_back(tables, name, connection_);
  }
  Texts read_back(PublishedTables& tables, const lakehouse::TableName& name, engine::Connection& into) {
    tables.read(name, published_columns(session().connection(), name));
    return texts_of(into, name);
  }
  Texts in_lake(const lakehouse::TableName& name) { return texts_of(session().connection(), name); }
  /// The lakehouse as it was when it was first asked for.
  session::Session& session() {
    if (!session_)
      session_ = std::make_unique<session::Session>(*Fixture::lake_, nullptr,
                                                    lakehouse::current_moment(Fixture::lake_->store()));
    return *session_;
  }
  static Texts texts_of(engine::Connection& connection, const lakehouse::TableName& name) {
    engine::Result result = connection.query_user_sql("SELECT * FROM " + name.to_string() + " ORDER BY 1");
    return session::testing::texts(result);
  }

  engine::Database away_;
  engine::Connection connection_ = away_.connect();
  project::Project project_;
  std::unique_ptr<session::Session> session_;
};

}  // namespace c360::publish::testing
