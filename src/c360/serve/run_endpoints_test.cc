// Runs over HTTP: started as processes of their own, watched and cancelled.
#include <gmock/gmock.h>
#include <unistd.h>

#include "c360/lakehouse/lock.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::HasSubstr;

class RunEndpointsTest : public testing::ServiceFixture {
 protected:
  /// Serves with a program that stands for `c360 run`.
  void serve_with(const std::string& script) {
    ServiceOptions options;
    options.run_command = {"/bin/sh", "-c", script, "sh"};
    serve(options);
  }

  Answer del(const std::string& target) { return ask(request("DELETE", target)); }

  /// The run's state once it has this status.
  Json once(const std::string& status) {
    for (int i = 0; i < 3000; ++i) {
      const Json run = get("/v1/runs/current").json()["run"];
      if (run["status"] == status) return run;
      ::usleep(10'000);
    }
    ADD_FAILURE() << "it was never " << status;
    return {};
  }
};

constexpr const char* kWorks =
    "echo '{\"event\": \"began\", \"run_id\": \"r1\"}'; trap 'exit 1' TERM; while :; do sleep 0.02; done";
constexpr const char* kSucceeds =
    "echo '{\"event\": \"ended\", \"report\": {\"status\": \"succeeded\", \"snapshot\": 7}}'";

TEST_F(RunEndpointsTest, ARunIsStartedAndToldOf) {
  serve_with(kSucceeds);
  EXPECT_EQ(get("/v1/runs/current").json(), (Json{{"run", nullptr}, {"other", nullptr}}));
  const Answer started = ask(post("/v1/runs", R"({"full": true, "only": ["orders"]})"));
  EXPECT_EQ(started.status, 202);
  EXPECT_EQ(started.header("Location"), "/v1/runs/current");
  EXPECT_EQ(started.json()["run"]["full"], true);
  EXPECT_EQ(started.json()["run"]["only"], Json({"orders"}));
  EXPECT_EQ(once("succeeded")["snapshot"], 7);
}

TEST_F(RunEndpointsTest, ASecondOneIsAConflict) {
  serve_with(kWorks);
  EXPECT_EQ(ask(post("/v1/runs", "{}")).status, 202);
  EXPECT_THAT(problem(ask(post("/v1/runs", "{}"))), HasSubstr("409: "));
}

TEST_F(RunEndpointsTest, OneIsCancelled) {
  serve_with(kWorks);
  EXPECT_EQ(problem(del("/v1/runs/current")), "404: no run is at work");
  ask(post("/v1/runs", "{}"));
  while (get("/v1/runs/current").json()["run"]["run_id"].is_null()) ::usleep(1000);
  EXPECT_EQ(del("/v1/runs/current").status, 202);
  EXPECT_EQ(once("cancelled")["run_id"], "r1") << "this one tells nothing of its end";
  EXPECT_EQ(problem(del("/v1/runs/current")), "404: no run is at work");
}

TEST_F(RunEndpointsTest, AnotherProcessAtWorkIsNamedAndLeftAlone) {
  run();
  serve_with(kWorks);
  const auto lock = lakehouse::open_file_lock(lake_->store().local_file("_c360/lock"));
  const auto held = lock->try_acquire("20240531T081500-3f9c2ab1");
  const Json other = get("/v1/runs/current").json()["other"];
  EXPECT_EQ(other["run_id"], "20240531T081500-3f9c2ab1");
  EXPECT_EQ(other["process"], ::getpid());
  EXPECT_THAT(problem(ask(post("/v1/runs", "{}"))), HasSubstr("409: this lakehouse is in use by run 20240531T081500"));
  EXPECT_THAT(problem(del("/v1/runs/current")), HasSubstr("was not started by this server"));
}

TEST_F(RunEndpointsTest, ArgumentsAreJudgedBeforeAnythingStarts) {
  serve_with(kWorks);
  EXPECT_EQ(problem(ask(post("/v1/runs", R"({"full": "yes"})"))), "400: 'full' must be true or false");
  EXPECT_THAT(problem(ask(post("/v1/runs", R"({"only": ["--rehash"]})"))), HasSubstr("400: '--rehash' is no name"));
  EXPECT_THAT(problem(ask(post("/v1/runs", R"({"fill": true})"))), HasSubstr("400: there is no parameter 'fill'"));
  EXPECT_EQ(get("/v1/runs/current").json()["run"], nullptr);
}

TEST_F(RunEndpointsTest, AServerThatStartsNoneSaysSo) {
  serve();
  EXPECT_EQ(problem(ask(post("/v1/runs", "{}"))), "400: this server starts no runs");
}

TEST_F(RunEndpointsTest, OtherMethodsAreRefusedWithThoseThatThereAre) {
  serve();
  const Answer answer = del("/v1/runs");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("Allow"), "GET, HEAD, POST");
  EXPECT_EQ(ask(post("/v1/runs/current", "{}")).header("Allow"), "GET, HEAD, DELETE");
  const Json paths = get("/v1/openapi.json").json()["paths"];
  EXPECT_EQ(paths["/v1/runs"]["get"]["operationId"], "runs");
  EXPECT_EQ(paths["/v1/runs"]["post"]["operationId"], "start_run");
  EXPECT_EQ(paths["/v1/runs/current"]["delete"]["operationId"], "cancel_run");
}

}  // namespace
}  // namespace c360::serve
