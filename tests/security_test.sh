#!/usr/bin/env bash
# c360 serve as others attack it: security_test.sh C360. Nobody gets in without a token, no one sees more than it may, no
# file beyond the lakehouse is read, and no token stands in anything that is written.
set -euo pipefail
c360=$(realpath "$1")
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  echo "FAILED: $1"
  cat "$folder/log" 2>/dev/null || true
  exit 1
}

# start OPTION…: serves the shop; $port is where.
start() {
  rm -f "$folder/address" # the last server's would be taken for this one's
  "$c360" serve --port 0 "$@" >"$folder/address" 2>"$folder/log" &
  server=$!
  for _ in $(seq 400); do
    [ ! -s "$folder/address" ] || break
    sleep 0.05
  done
  port=$(sed -E 's,https?://127.0.0.1:([0-9]+)/.*,\1,' "$folder/address")
  [[ $port =~ ^[0-9]+$ ]] || fail "it printed '$(cat "$folder/address")' instead of its address"
}

stop() {
  kill -TERM "$server"
  wait "$server" || true
  server=
}

# ask METHOD TARGET [HEADER…]: the answer, headers and body.
ask() {
  local method=$1 target=$2
  shift 2
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  {
    printf '%s %s HTTP/1.1\r\nConnection: close\r\n' "$method" "$target"
    [[ "$*" == *Host:* ]] || printf 'Host: localhost:%s\r\n' "$port"
    for header in "$@"; do printf '%s\r\n' "$header"; done
    printf '\r\n'
  } >&3
  cat <&3
  exec 3>&-
}

# expect STATUS ANSWER WHAT
expect() {
  [[ $2 == "HTTP/1.1 $1 "* ]] || fail "$3 was answered with: $(head -c 600 <<<"$2")"
}

# refused OPTION…: serve does not start, with exit code 2.
refused() {
  local code=0
  timeout 60 "$c360" serve --port 0 "$@" >/dev/null 2>"$folder/refusal" || code=$?
  [ "$code" = 2 ] || fail "serve $* ended with $code"
}

cd "$folder"
"$c360" init shop --template ecommerce >/dev/null
cd shop
"$c360" generate data --template ecommerce >/dev/null
"$c360" run >/dev/null 2>&1
person=$("$c360" sql --format csv "SELECT email FROM silver.customers WHERE email LIKE '%@%' ORDER BY 1 LIMIT 1" | tail -1)
[ -n "$person" ] || fail "the shop has no customer with an address"

refused --address 0.0.0.0
grep -q "by TLS alone" "$folder/refusal" || fail "it would listen for others without TLS: $(cat "$folder/refusal")"
refused --address 0.0.0.0 --behind-proxy
grep -q "there are none" "$folder/refusal" || fail "it would listen for others without tokens: $(cat "$folder/refusal")"
refused --behind-proxy

viewer=$("$c360" token create --role viewer --name Vic 2>/dev/null)
analyst=$("$c360" token create --role analyst --name Ana 2>/dev/null)
seer=$("$c360" token create --role analyst --name Sia --unmasked 2>/dev/null)
"$c360" token create --role analyst --name Exp --expires 2020-01-01 2>/dev/null && fail "a token was made that is over"
[[ $analyst =~ ^c360_[A-Za-z0-9_-]{43}$ ]] || fail "a token looks like '$analyst'"
! grep -rq -e "$analyst" -e "$viewer" -e "$seer" . || fail "a token stands in a file of the project"
"$c360" token list --json | grep -q "$analyst" && fail "the list shows a token"

start --behind-proxy --host c360.example
bearer="Authorization: Bearer $analyst"
sql="/v1/sql?statement="
expect 401 "$(ask GET /v1/project)" "a request without a token"
expect 401 "$(ask GET /v1/project "$bearer"x)" "a wrong token"
expect 200 "$(ask GET /v1/project "$bearer")" "a right token"
expect 200 "$(ask GET /healthz)" "the question for its health"
expect 403 "$(ask GET "${sql}SELECT+1" "Authorization: Bearer $viewer")" "SQL of a viewer"
expect 403 "$(ask GET /v1/project "$bearer" "Host: evil.example")" "another name"
expect 200 "$(ask GET /v1/project "$bearer" "Host: c360.example")" "a name of its own"
expect 403 "$(ask GET /v1/project "$bearer" "Origin: https://evil.example")" "a page of another site"

# Files, settings and statements beyond reading.
for statement in "FROM+read_csv('/etc/passwd')" "FROM+read_text('/etc/passwd')" "FROM+'/etc/passwd'" "COPY+(SELECT+1)+TO+'x'" \
  "ATTACH+'x.db'" "INSTALL+httpfs" "LOAD+httpfs" "SET+threads=1" "PRAGMA+database_list" "SELECT+getenv('HOME')" \
  "SELECT+current_setting('threads')" "FROM+duckdb_settings()" "FROM+duckdb_secrets()" "FROM+query('SELECT+1')" \
  "FROM+query_table('silver.customers')" "FROM+glob('*')" "WITH+x+AS+(FROM+read_text('/etc/passwd'))+FROM+x" \
  "SELECT+(SELECT+content+FROM+read_text('/etc/passwd'))" "FROM+range(1),+LATERAL+(FROM+read_blob('/etc/passwd'))" \
  "SELECT+1;+DROP+VIEW+gold.customer_360" "SELECT+json_serialize_plan('FROM+read_csv(''/etc/passwd'')')" \
  "FROM+delta_scan('lakehouse/silver/customers')" "CREATE+MACRO+m()+AS+1" "EXPLAIN+SELECT+1" "FROM+pg_catalog.pg_settings" \
  "FROM+parquet_scan('lakehouse/silver/customers/*')" "CALL+pragma_version()" "FROM+sniff_csv('/etc/passwd')"; do
  answer=$(ask GET "$sql$statement" "Authorization: Bearer $seer")
  expect 400 "$answer" "$statement"
  [[ $answer != *root:* ]] || fail "$statement shows /etc/passwd"
done
for target in /../etc/passwd /%2e%2e/%2e%2e/etc/passwd /v1/tables/..%2f..%2fetc%2fpasswd /v1/runs/..%2f..%2f..%2fc360 \
  /v1/runs/%2e%2e /..%5c..%5cetc/passwd; do
  answer=$(ask GET "$target" "Authorization: Bearer $seer")
  [[ $answer == "HTTP/1.1 4"* && $answer != *root:* ]] || fail "$target was answered with: $(head -c 300 <<<"$answer")"
done
expect 400 "$(ask GET /v1/tables/%zz "$bearer")" "an address that is none"
expect 413 "$(ask POST /v1/sql "$bearer" "Content-Type: application/json" "Content-Length: 99999999")" "a body without end"

# Masks.
[[ $(ask GET "${sql}SELECT+email+FROM+silver.customers" "Authorization: Bearer $seer") == *"$person"* ]] ||
  fail "who may see personal data does not see $person"
for statement in "SELECT+email+FROM+silver.customers" "FROM+gold.customer_360" "SELECT+max(email)+FROM+silver.customers" \
  "SELECT+CAST(email+AS+INT)+FROM+silver.customers" "SELECT+error(email)+FROM+silver.customers"; do
  answer=$(ask GET "$sql$statement&limit=100000" "$bearer")
  [[ $answer != *"$person"* ]] || fail "$statement shows $person"
done
expect 403 "$(ask GET "${sql}FROM+bronze.customers" "$bearer")" "bronze"

# A browser's cookie, and a token that is revoked.
body="{\"token\":\"$analyst\"}"
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'POST /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
  "${#body}" "$body" >&3
answer=$(cat <&3)
exec 3>&-
expect 200 "$answer" "signing in"
cookie=$(sed -nE 's/^Set-Cookie: (c360_session=[^;]+);.*/\1/p' <<<"$answer" | tr -d '\r')
grep -q "HttpOnly; SameSite=Strict; Secure" <<<"$answer" || fail "the cookie is not kept safe: $answer"
expect 200 "$(ask GET /v1/session "Cookie: $cookie")" "the cookie"
"$c360" token revoke "$("$c360" token list | awk '$2 == "Ana" { print $1 }')" >/dev/null
for _ in $(seq 400); do
  [[ $(ask GET /v1/session "$bearer") != "HTTP/1.1 401 "* ]] || break
  sleep 0.05
done
expect 401 "$(ask GET /v1/session "$bearer")" "a revoked token"
expect 401 "$(ask GET /v1/session "Cookie: $cookie")" "the cookie of a revoked token"
ask GET "/v1/tables/$seer" "Authorization: Bearer $seer" >/dev/null
ask GET "${sql}SELECT+'$seer'" "Authorization: Bearer $seer" >/dev/null
stop

# What was written down.
audit=$(ls audit/*.ndjson)
[ "$(stat -c %a "$audit")" = 600 ] || fail "others may read the audit log"
grep -q '"name":"Sia".*"statement":"FROM read_csv' "$audit" || fail "the audit log does not tell who asked for /etc/passwd"
for secret in "$viewer" "$analyst" "$seer" "${cookie#*=}"; do
  ! grep -rqF -e "$secret" "$folder/log" "$audit" . || fail "a token or cookie was written down"
done

# TLS, where there is a tool that makes certificates.
if command -v openssl >/dev/null; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout "$folder/key.pem" \
    -out "$folder/chain.pem" 2>/dev/null
  start --certificate "$folder/chain.pem" --key "$folder/key.pem"
  answer=$(printf 'GET /v1/project HTTP/1.1\r\nHost: localhost:%s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n' "$port" "$seer" |
    openssl s_client -quiet -connect "127.0.0.1:$port" 2>/dev/null || true)
  expect 200 "$answer" "a token by TLS"
  stop
fi
echo "nobody got in, and nothing got out"
