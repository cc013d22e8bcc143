#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/access/token.h"
#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/cli/command.h"
#include "c360/cli/json_output.h"
#include "c360/cli/terminal.h"
#include "c360/cli/text_table.h"
#include "c360/cli/visible_text.h"
#include "c360/project/open_lake.h"

namespace c360::cli {
namespace {

using Json = nlohmann::ordered_json;

struct TokenOptions {
  std::string role, name, expires, id;
  bool unmasked = false;
};

Json token_json(const access::Token& token) {
  return {{"id", token.id},
          {"name", token.name},
          {"role", token.role},
          {"unmasked", token.unmasked},
          {"created", format_utc(token.created)},
          {"expires", token.expires ? Json(format_utc(*token.expires)) : Json()},
          {"expired", token.has_expired(Clock::system().now())},
          {"last_four", token.last_four}};
}

void check_role(const project::Project& project, const std::string& role) {
  std::vector<std::string> names = project::role_names();
  for (const project::RoleSpec& own : project.roles) names.push_back(own.name);
  if (std::find(names.begin(), names.end(), role) != names.end()) return;
  throw Error(ErrorCode::kUsage, fmt::format("there is no role '{}'", role), did_you_mean(role, names));
}

int create(const Context& context, const TokenOptions& options) {
  const project::Project project = context.load_project();
  check_role(project, options.role);
  const auto lake = project::open_lake(project, context.cancel);
  access::TokenWish wish{options.name, options.role, options.unmasked, {}};
  if (!options.expires.empty()) wish.expires = access::expiry_of(options.expires, Clock::system());
  const access::NewToken made = access::create_token(*lake, wish, Clock::system());
  if (context.json) {
    Json json = token_json(made.token);
    json["token"] = made.secret;
    print_as_json(json);
  } else {
    fmt::print("{}\n", made.secret);
    flush_output();
    fmt::print(stderr, "token {} of {}; it is shown only now\n", made.token.id, one_line(made.token.name));
  }
  return kDone;
}

std::string state_of(const access::Token& token) {
  if (token.sha256.empty()) return "cannot be read";
  if (!token.expires) return "never ends";
  return fmt::format("{} {}", token.has_expired(Clock::system().now()) ? "ended" : "until", time_text(*token.expires));
}

int list_tokens(const Context& context) {
  const auto tokens = access::list_tokens(*project::open_lake(context.load_project(), context.cancel));
  Json json = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const access::Token& token : tokens) {
    json.push_back(token_json(token));
    rows.push_back({token.id, one_line(token.name), one_line(token.role), token.unmasked ? "unmasked" : "masked",
                    state_of(token), "…" + one_line(token.last_four)});
  }
  if (context.json) {
    print_as_json(json);
  } else if (rows.empty()) {
    fmt::print("there is no token; c360 serve takes whoever sits at this machine for its admin\n");
  } else {
    print_table(stdout, {"id", "name", "role", "personal data", "ends", "token"}, rows);
  }
  return kDone;
}

int revoke(const Context& context, const TokenOptions& options) {
  const auto lake = project::open_lake(context.load_project(), context.cancel);
  if (!access::revoke_token(*lake, options.id))
    throw Error(ErrorCode::kNotFound, fmt::format("there is no token {}", options.id), "c360 token list shows them");
  if (context.json) {
    print_as_json({{"revoked", options.id}});
  } else {
    fmt::print("revoked {}; a server that runs notices within a second\n", options.id);
  }
  return kDone;
}

}  // namespace

void add_token(Command& program) {
  auto options = std::make_shared<TokenOptions>();
  Command group = program.add_group("token", "Who may ask c360 serve: tokens and their roles");
  Command create_command = group.add("create", "Make a token and print it, once");
  create_command.required("--role", options->role, "viewer, analyst, operator, admin or a role of c360.yaml");
  create_command.required("--name", options->name, "Whose it is, or what for");
  create_command.option("--expires", options->expires, "When it ends: 30d, 12h or a day (default never)");
  create_command.flag("--unmasked", options->unmasked, "It sees personal data");
  create_command.does([options](const Context& context) { return create(context, *options); });
  Command list_command = group.add("list", "The tokens there are, without what they open");
  list_command.does(list_tokens);
  Command revoke_command = group.add("revoke", "Make a token good for nothing");
  revoke_command.required("id", options->id, "its id, as the list shows it");
  revoke_command.does([options](const Context& context) { return revoke(context, *options); });
}

}  // namespace c360::cli
