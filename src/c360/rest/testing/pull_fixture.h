// A source that asks an ApiServer, and what its pulls give, remembered as the register of files does.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/rest/pull.h"
#include "c360/rest/testing/api_server.h"

namespace c360::rest::testing {

class PullFixture : public ::testing::Test {
 protected:
  PullFixture();

  project::RestSpec& rest() { return *source_.rest; }
  project::Source& source() { return source_; }

  /// A pull from the remembered state on, to its end or until so many answers came; "name: ids" for each that is new,
  /// "name known" for others. What it gives is remembered.
  std::vector<std::string> pull(std::size_t at_most = SIZE_MAX);
  /// What the pull ends with: its error's message and hint.
  std::string failure();
  /// Moves the clock on.
  void pass(std::int64_t seconds) { clock_.set(clock_.now() + seconds * 1'000'000); }
  /// How many requests the server had since this was asked last.
  std::size_t requests_since();
  std::vector<std::string> asked_since();

  ApiServer server_;
  FixedClock clock_{1'700'000'000'000'000};
  TemporaryDirectory folder_;
  project::Project project_;
  project::Source source_;
  std::vector<std::string> parents_;
  std::string state_;
  std::vector<std::string> notes_;
  std::vector<std::string> bodies_;
  Cancellation cancel_;

 private:
  void take(const Response& response, std::vector<std::string>& told);

  std::map<std::string, SeenResponse> seen_;
  std::size_t told_ = 0;
};

/// Records with ids from one to another.
Json records_with_ids(int from, int to);

}  // namespace c360::rest::testing
