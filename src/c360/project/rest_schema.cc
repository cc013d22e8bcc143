#include "c360/project/rest_schema.h"

#include <algorithm>
#include <charconv>

#include "c360/project/region_values.h"
#include "c360/project/secret.h"
#include "c360/project/template.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

/// A scalar as the value of a named parameter.
Value<RestParameter> parameter_value() {
  const Value<std::string> inner = secret_text("a text");
  return {inner.shape,
          [inner](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<RestParameter> {
            const std::optional<std::string> value = inner.read(node, what, problems);
            if (!value) return std::nullopt;
            return RestParameter{node.where, {}, *value};
          }};
}

Value<std::vector<RestParameter>> parameters(const std::string& expected) {
  return named(text("a name"), parameter_value(), expected);
}

bool has_reference(const YamlNode& node) {
  return is_secret_reference(node.text) || std::any_of(node.items.begin(), node.items.end(), has_reference);
}

/// An object of any values, as JSON text. Unquoted numbers, true, false and null are what they look like.
Value<std::string> json_object() {
  Shape any;
  any.kind = Shape::Kind::kAny;
  any.expected = "a value";
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.expected = "a map, which is sent as JSON";
  shape.inner = std::make_shared<const Shape>(std::move(any));
  return {shape,
          [shape](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<std::string> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            if (has_reference(node)) {
              problems.add(node.where, what + " takes no ${…}", "a secret goes into 'headers', 'query' or 'auth'");
              return std::nullopt;
            }
            return constant_of(read_template(node, problems)).value_or(JsonValue::object()).dump();
          }};
}

std::optional<RestOverlap> parse_overlap(const std::string& text) {
  RestOverlap overlap;
  const char* end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, overlap.amount);
  if (failure != std::errc{} || overlap.amount < 0 || overlap.amount > 1'000'000'000'000) return std::nullopt;
  overlap.is_time = rest != end;
  if (!overlap.is_time) return overlap;
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  if (unit == "s") return overlap;
  const std::pair<std::string_view, std::int64_t> units[] = {{"m", 60}, {"h", 3600}, {"d", 86'400}, {"w", 604'800}};
  for (const auto& [name, seconds] : units) {
    if (unit == name && overlap.amount <= 100'000) return RestOverlap{overlap.amount * seconds, true};
  }
  return std::nullopt;
}

Value<RestOverlap> overlap() {
  return parsed_text<RestOverlap>("a span of time such as 90m or 7d, or a whole number for a cursor that is one",
                                  "^[0-9]+[smhdw]?$", parse_overlap);
}

Object<RestAuth> auth_object() {
  return Object<RestAuth>("auth",
                          "Who asks an API: by a bearer token, a user and a password, a key, or an application's "
                          "credentials. Secrets are kept outside: `${env:NAME}` or `${file:PATH}`.")
      .field("bearer", secret_text("a reference to a token"), &RestAuth::bearer, otherwise("another way"),
             "A token, sent as `Authorization: Bearer …`.")
      .field("user", secret_text("a name"), &RestAuth::user, otherwise("another way"),
             "The user of basic authentication; goes with `password`.")
      .field("password", secret_text("a reference to a password"), &RestAuth::password, otherwise("another way"),
             "The user's password.")
      .field("key", secret_text("a reference to a key"), &RestAuth::key, otherwise("another way"),
             "An API key; goes with `header` or `query`.")
      .field("header", text("a header's name"), &RestAuth::header, otherwise("another way"),
             "The header that takes the key: `X-Api-Key`.")
      .field("query", text("a parameter's name"), &RestAuth::query, otherwise("another way"),
             "The parameter of the address that takes the key: `api_key`. A header is better: addresses are logged "
             "by servers.")
      .field("oauth", oauth_object().as_value(), &RestAuth::oauth, otherwise("another way"),
             "An application's credentials, for which a token is asked for.");
}

Object<RestPaging> paging_object() {
  return Object<RestPaging>("paginate",
                            "How to go from one page of an answer to the next: exactly one of `page`, `offset`, "
                            "`cursor`, `link` and `next`.")
      .field("page", text("a parameter's name"), &RestPaging::page, otherwise("another way"),
             "Parameter with the number of the page. The first page without records ends it.")
      .field("first", whole_number(0, kNoMost), &RestPaging::first, by_default("1"), "page: the first page's number.")
      .field("offset", text("a parameter's name"), &RestPaging::offset, otherwise("another way"),
             "Parameter with the number of records that came before. The first page without records ends it.")
      .field("cursor", text("a parameter's name"), &RestPaging::cursor, otherwise("another way"),
             "Parameter with a mark that each answer gives for the next; goes with `from` or `last`.")
      .field("from", text("the names that lead to a value"), &RestPaging::from, otherwise("another way"),
             "cursor: where in the answer the mark is: `meta.next_cursor`. None, null or an empty one ends it.")
      .field("last", text("the names that lead to a value"), &RestPaging::last, otherwise("another way"),
             "cursor: which field of the page's last record is the mark: `id`. A page without records ends it.")
      .field("link", boolean(), &RestPaging::link, by_default("false"),
             "Whether the header `Link` has the next address, as `rel=\"next\"`.")
      .field("next", text("the names that lead to an address"), &RestPaging::next, otherwise("another way"),
             "Where in the answer the next address is: `links.next`.")
      .field("size", text("a parameter's name"), &RestPaging::size, otherwise("none"),
             "Parameter with the number of records that a page shall have; goes with `per_page`.")
      .field("per_page", whole_number(1, kNoMost), &RestPaging::per_page, otherwise("as the server likes"),
             "Its value. Pages may come with fewer.");
}

Object<RestCursor> cursor_object() {
  return Object<RestCursor>("cursor", "The field by which later pulls ask for new and changed records alone.")
      .field("field", text("the names that lead to a value"), &RestCursor::field, required(),
             "Field of each record that grows with every change: `updated_at`. Times in ISO 8601, dates, or numbers.")
      .field("param", text("a parameter's name"), &RestCursor::param, required(),
             "Parameter by which the server leaves out records with a lower value: `updated_since`.")
      .field("overlap", overlap(), &RestCursor::overlap, by_default("0"),
             "How far behind the highest value of the last pull the next begins, so that records that came late are "
             "not lost: `1h`; for numbers a number.")
      .field("full_every", time_span(), &RestCursor::full_every_seconds, by_default("7d"),
             "How often everything is asked for all the same: for records that came later than the overlap or have no "
             "value.");
}

Object<RestParents> parents_object() {
  return Object<RestParents>("for_each", "The records of another source, for each of which the resource is asked for.")
      .field("source", text("a source's name"), &RestParents::source, required(), "The source with the parents.")
      .field("field", text("a field's name"), &RestParents::field, required(),
             "Their field whose value `{field}` in the address, the query or the body stands for; it becomes a column "
             "of this source, too, if its records have none of that name.")
      .field("parallel", whole_number(1, 16), &RestParents::parallel, by_default("2"),
             "How many parents are asked for side by side. What is written, and in which order, is the same with any "
             "number; `requests_per_minute` holds for all of them together.");
}

void add_manners(Object<RestSpec>& rest) {
  rest.field("requests_per_minute", whole_number(1, kNoMost), &RestSpec::requests_per_minute,
             otherwise("as fast as the server answers"), "How many requests are sent in a minute at most.")
      .field(
          "tries", whole_number(1, 100), &RestSpec::tries, by_default("8"),
          "How often a request is sent that may succeed later (429, 5xx, a broken connection). What the server asks to "
          "wait (`Retry-After`) is waited for, up to an hour.")
      .field("timeout", time_span(), &RestSpec::timeout_seconds, by_default("1m"),
             "How long to wait for the next byte of an answer.")
      .field("largest_answer", memory_amount(), &RestSpec::largest_answer_bytes, by_default("256MB"),
             "An answer that is larger fails the run.")
      .field("ca_file", text("a file"), &RestSpec::ca_file, otherwise("the system's"),
             "PEM file with the authorities that sign the server's certificate, relative to the project's folder.");
}

}  // namespace

Object<RestOauth> oauth_object() {
  return Object<RestOauth>("oauth", "Credentials of an application (OAuth 2.0 client credentials).")
      .field("token_url", secret_text("an address"), &RestOauth::token_url, required(), "Who gives tokens.")
      .field("client_id", secret_text("an id"), &RestOauth::client_id, required(), "The application.")
      .field("client_secret", secret_text("a reference to a secret"), &RestOauth::client_secret, required(),
             "Its secret, kept outside: `${env:NAME}` or `${file:PATH}`.")
      .field("scope", secret_text("a text"), &RestOauth::scope, otherwise("none is asked for"),
             "What the token shall be good for, names between spaces.");
}

Object<RestSpec> rest_object() {
  const Value<RestMethod> method = one_of<RestMethod>({{"GET", RestMethod::kGet}, {"POST", RestMethod::kPost}});
  Object<RestSpec> rest("rest", "A REST API that answers with JSON, asked page by page.");
  rest.field("url", secret_text("an address"), &RestSpec::url, required(),
             "The resource's address: `https://api.example.com/v1/orders`. `{field}` stands for a parent's value.")
      .field("method", method, &RestSpec::method, by_default("GET"),
             "`POST` for a search: all parameters but those of `query` go into the body, where `a.b` is a field `b` of "
             "an object `a`.")
      .field("query", parameters("a map from parameters to values"), &RestSpec::query, otherwise("none"),
             "Parameters of the address that each request has.")
      .field("headers", parameters("a map from headers to values"), &RestSpec::headers, otherwise("none"),
             "Headers that each request has.")
      .field("body", json_object(), &RestSpec::body, otherwise("an object with the parameters alone"),
             "POST: what is searched for.")
      .field("auth", auth_object().as_value(), &RestSpec::auth, otherwise("nobody in particular asks"), "Who asks.")
      .field("paginate", paging_object().as_value(), &RestSpec::paginate, otherwise("one answer has everything"),
             "How to go from page to page.")
      .field("cursor", cursor_object().as_value(), &RestSpec::cursor, otherwise("each pull asks for everything"),
             "How to ask for new and changed records alone.")
      .field("for_each", parents_object().as_value(), &RestSpec::for_each, otherwise("asked for once"),
             "For which records of another source to ask.");
  add_manners(rest);
  return rest.short_form("url");
}

}  // namespace c360::project
