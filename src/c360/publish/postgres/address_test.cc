#include "c360/publish/postgres/address.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/publish/testing/postgres_server.h"

namespace c360::publish::postgres {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class AddressTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!publish::testing::PostgresServer::is_installed()) GTEST_SKIP() << "PostgreSQL is not installed";
  }
};

TEST_F(AddressTest, IsFoundInUris) {
  EXPECT_EQ(address_of("postgresql://ann:secret@db.example:5433/ware%20house?sslmode=require"),
            (Address{"db.example", "5433", "ware house"}));
  EXPECT_EQ(address_of("postgres://db/warehouse"), (Address{"db", "", "warehouse"}));
  EXPECT_EQ(address_of("postgresql://ann@[::1]:5432/w"), (Address{"::1", "5432", "w"}));
  EXPECT_EQ(address_of("postgresql:///w?host=/run/postgresql&port=6432"), (Address{"/run/postgresql", "6432", "w"}));
  EXPECT_EQ(address_of("postgresql://"), Address{});
}

TEST_F(AddressTest, IsFoundInWords) {
  EXPECT_EQ(address_of("host=db port = 5433 user=ann password='se\\'cret host=x' dbname='ware house'"),
            (Address{"db", "5433", "ware house"}));
  EXPECT_EQ(address_of("hostaddr=10.0.0.1 dbname=w"), (Address{"10.0.0.1", "", "w"}));
  EXPECT_EQ(address_of("service=shop"), Address{});
}

TEST_F(AddressTest, IsTheFirstOfSeveral) {
  EXPECT_EQ(address_of("postgresql://one:1,two:2/w"), (Address{"one", "1", "w"}));
  EXPECT_EQ(address_of("host=one,two port=1,2 dbname=w"), (Address{"one", "1", "w"}));
}

TEST_F(AddressTest, NeverHoldsPartsOfAPassword) {
  EXPECT_EQ(address_of("postgresql://ann:p?ss@db:1/w"), (Address{"db", "1", "w"}));
  EXPECT_EQ(address_of("postgresql://ann:p%40host%3A1%2Fx@db/w"), (Address{"db", "", "w"}));
}

TEST_F(AddressTest, RefusesOtherTextsWithoutRepeatingThem) {
  for (const char* text : {"secret", "postgresql://ann:secret@[::1/w", "host=db password='secret", "nonsense=secret"}) {
    try {
      address_of(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kProject) << text;
      EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    }
  }
}

}  // namespace
}  // namespace c360::publish::postgres
