#include "c360/serve/endpoints.h"

namespace c360::serve {

std::vector<Endpoint> session_endpoints(Gate& gate) {
  Endpoint who;
  who.path = "/v1/session";
  who.least = Least::kViewer;
  who.keeps_masks = who.keeps_rows = true;
  who.name = "session";
  who.summary = "Who asks, and what they may do";
  who.answer = "Name, role and rights: of a token, or of the user of this machine where there are no tokens";
  who.changes_by_snapshot = false;
  who.handle = [](const Call& call) { return json_response(json_of(call.reader)); };

  Endpoint begin;
  begin.path = "/v1/session";
  begin.method = "POST";
  begin.least = Least::kAnyone;
  begin.name = "sign_in";
  begin.summary = "Trade a token for a cookie, for browsers";
  begin.answer =
      "Name, role and rights, and a cookie that no script can read. It ends with the token, or after twelve idle hours";
  begin.parameters = {{"token", Parameter::Kind::kText, "As c360 token create printed it", true, false, true}};
  begin.changes_by_snapshot = false;
  begin.handle = [&gate](const Call& call) {
    Gate::SignIn made = gate.sign_in(call.arguments.text("token"), call.peer, call.reading->project());
    call.outcome->signed_in = std::move(made.reader);
    return std::move(made.response);
  };

  Endpoint end;
  end.path = "/v1/session";
  end.method = "DELETE";
  end.least = Least::kAnyone;
  end.name = "sign_out";
  end.summary = "End the browser's session";
  end.answer = "An empty object, whether there was one or not";
  end.changes_by_snapshot = false;
  end.handle = [&gate](const Call& call) { return gate.sign_out(call.session_id); };
  return {who, begin, end};
}

}  // namespace c360::serve
