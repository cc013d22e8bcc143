// A small shop that is published through an ODBC driver: SQLite's into a file, or PostgreSQL's into a database.
#pragma once

#include "c360/publish/odbc/connection.h"
#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish::testing {

class OdbcFixture : public PublishFixture {
 protected:
  enum class Kind { kSqlite, kPostgres };

  explicit OdbcFixture(Kind kind) : kind_(kind) {}

  void SetUp() override {
    if (kind_ == Kind::kPostgres) {
      PublishFixture::SetUp();
      if (IsSkipped()) return;
    }
    odbc_settings("");
    try {
      odbc::Connection(odbc::ConnectionText(odbc_text()), kNever);
    } catch (const Error& error) {
      GTEST_SKIP() << error.what();
    }
  }

  std::string odbc_text() const {
    if (kind_ == Kind::kSqlite) return "Driver=SQLite3;Database=" + (root() / "shop.db").string();
    return "Driver={PostgreSQL Unicode};Server=" + server().folder().string() + ";Database=" + database_name_ +
           ";UID=c360";
  }

  /// c360.yaml with the target `db`, whose further keys are `more` (", dialect: sqlite").
  void odbc_settings(const std::string& more) { odbc_settings(odbc_text(), more); }
  void odbc_settings(const std::string& connection, const std::string& more) {
    put("c360.yaml",
        "project: shop\nlakehouse: ./lakehouse\nsources:\n"
        "  customers: { files: data/customers*.csv }\n  orders: { files: data/orders*.csv }\n"
        "publish:\n  db: { odbc: \"" +
            connection + "\"" + more + " }\n");
  }

  /// What a statement gives through the driver, "a|b" a row, "-" for NULL.
  Texts ask_odbc(const std::string& statement) const {
    odbc::Connection connection(odbc::ConnectionText(odbc_text()), kNever);
    Texts lines;
    for (const odbc::Row& row : connection.query(statement)) {
      std::string line;
      for (const odbc::Cell& cell : row) line += (line.empty() ? "" : "|") + cell.value_or("-");
      lines.push_back(line);
    }
    return lines;
  }

  /// A column of every type, with values at the ends of what it holds.
  static std::string all_types() {
    return "-- grain: id\n"
           "SELECT 1::BIGINT AS id, 'größe 😀 ''x'' \"y\" {z} ?' AS name, -9223372036854775808 AS least, "
           "12345678901234567890.12::DECIMAL(38,2) AS wide, -0.05::DECIMAL(12,2) AS small, true AS yes, "
           "0.1::DOUBLE AS real, DATE '2024-02-29' AS day, TIMESTAMPTZ '2024-05-31 08:15:00.123456+00' AS instant, "
           "TIMESTAMP '1969-12-31 23:59:59.999999' AS wall, 'ab'::BLOB AS bytes, ['a', NULL] AS tags, 7::INTEGER AS i, "
           "-3::SMALLINT AS s, 5::TINYINT AS t\n"
           "UNION ALL SELECT 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL\n"
           "UNION ALL SELECT 3, '', 0, 0, 0, false, -1e300, DATE '0001-01-01', TIMESTAMPTZ '9999-12-31 23:59:59+00', "
           "TIMESTAMP '0001-01-01 00:00:00', ''::BLOB, [], 0, 0, 0\n"
           "UNION ALL SELECT 4, 'x', 1, 1, 1, true, 1, DATE '2000-01-01', TIMESTAMPTZ '2000-01-01 00:00:00+00', "
           "TIMESTAMP '2000-01-01 00:00:00', '\\x00\\xFF\\x00'::BLOB, ['b'], 1, 1, 1\n";
  }

  Kind kind_;
};

}  // namespace c360::publish::testing
