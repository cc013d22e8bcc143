#!/usr/bin/env bash
# No secret stands in anything that is written: secrets_test.sh PROGRAM [sample]
#
# Every command that `c360 --help` lists is used in a project whose secrets are marked, and in others where each way of
# asking Azure, an API or a database fails; definitions of a factory that hold secrets are imported. What they print, the lakehouse (its tables read, as Parquet is packed), exports, the cache, audit logs
# and what Azurite keeps are then searched for every secret as it is, as base64 and as it stands in an address. A sample is
# every command where all goes well, and a server.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")

# The account's key is one of this test's own, which Azurite is told.
SECRET_KEY=$(printf 'marked account key 0123456789+/=' | base64 -w0)
export SECRET_KEY AZURITE_ACCOUNTS=shopmarked:$SECRET_KEY
if [ -z "${C360_AZURITE:-}" ]; then exec "$here/../../tools/azurite.sh" with "$0" "$@"; fi
endpoint=${C360_AZURITE%/*}/shopmarked

program=$(realpath "$1")
extent=${2:-whole}
source "$here/../robust/lakehouse.sh"
source "$here/commands.sh"
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder" "$aside"' EXIT
aside=$(mktemp -d) # what is secret by right
written=$folder/written
mkdir "$written"

export SECRET_WRONG_KEY SECRET_SAS='?sv=2022-11-02&ss=b&srt=sco&sp=racwdl&se=2099-01-01&sig=marked%2Bsas%2Fsignature%3D'
SECRET_WRONG_KEY=$(printf 'another marked key/+0123456789' | base64 -w0)
export SECRET_CLIENT='marked~client+secret/1=' SECRET_PASSWORD='marked-pass+word/1'
export C360_PG="postgresql://marked_user:marked-pass%2Bword%2F1@127.0.0.1:1/shop?connect_timeout=2"
export SECRET_ODBC="Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=1;Database=shop;UID=marked;PWD=$SECRET_PASSWORD"
printf '%s\n' "$SECRET_SAS" >"$aside/sas"
secrets=("$SECRET_KEY" "$SECRET_WRONG_KEY" "${SECRET_SAS##*sig=}" "$SECRET_CLIENT" "$SECRET_PASSWORD" 'marked-pass%2Bword%2F1')

# in_address TEXT: as it stands in a query or a form.
in_address() {
  local text=$1 at
  for ((at = 0; at < ${#text}; at++)); do
    case ${text:at:1} in
      [A-Za-z0-9.~_-]) printf '%s' "${text:at:1}" ;;
      *) printf '%%%02X' "'${text:at:1}" ;;
    esac
  done
}

# forms: every secret in every form, one a line.
forms() {
  local secret
  for secret in "${secrets[@]}"; do
    printf '%s\n' "$secret" "$(in_address "$secret")" "$(printf '%s' "$secret" | base64 -w0 | cut -c -20)"
  done
}

# must_be_clean WHAT PLACE…
must_be_clean() {
  local what=$1 found
  shift
  forms >"$aside/forms"
  found=$(grep -rlaF -f "$aside/forms" "$@" || true)
  [ -z "$found" ] || fail "$what holds a secret: $found"
}

# azure_settings LINE…: what stands under azure: in the project from now on.
azure_settings() {
  sed -i '/^azure:/,$d' "$project/c360.yaml"
  printf '%s\n' "azure:" "  endpoint: $endpoint" "  cache: $folder/cache" >>"$project/c360.yaml"
  printf '  %s\n' "$@" >>"$project/c360.yaml"
}

# use LINE FILE: a call, whose words go to a file; 0 if it did well. A minute is more than any failure may take.
calls=0
use() {
  local arguments
  eval "arguments=($1)"
  calls=$((calls + 1))
  echo "== $1" >>"$written/$2"
  (cd "$project" && timeout 60 "$program" "${arguments[@]}" </dev/null >>"$written/$2" 2>&1)
}

# use_all NAME: every command; what it says goes to that file.
use_all() {
  local command call
  for command in $(all_commands); do
    new=$folder/new/$1-$command
    mkdir -p "$folder/new"
    [ -n "$(uses_of "$command")" ] || fail "the command '$command' is not tried: add it to commands.sh"
    while read -r call; do
      [ "$call" != + ] || continue
      use "${call#-}" "$1" || [ "$1" != good ] || [[ $call == -* ]] || fail "$call failed: $(tail -n 3 "$written/$1")"
    done < <(uses_of "$command")
  done
}

# use_all_in_vain NAME WORDS: where nobody is let in, which many must say in these words.
use_all_in_vain() {
  use_all "$1"
  [ "$(grep -c "^error: .*$2" "$written/$1")" -gt 20 ] || fail "$1 is told as: $(grep '^error' "$written/$1" | head -n 5)"
}

# serve_and_ask: a server with a token, asked with it, with a wrong one and with none.
serve_and_ask() {
  local token port target
  "$program" token create --role analyst --name marked -C "$project" >"$aside/token" 2>>"$written/serve"
  token=$(grep -o 'c360_[A-Za-z0-9_-]*' "$aside/token" | head -n 1)
  [ -n "$token" ] || fail "there is no token in: $(cat "$aside/token")"
  secrets+=("$token" "c360_marked-wrong-token")
  "$program" serve --port 0 --cache "$folder/books" --audit "$folder/audit" -C "$project" >"$written/address" 2>>"$written/serve" &
  server=$!
  for _ in $(seq 400); do [ -s "$written/address" ] && break || sleep 0.05; done
  port=$(sed -E 's,https?://127.0.0.1:([0-9]+)/.*,\1,' "$written/address")
  for target in /v1/status /v1/quality /v1/tables '/v1/sql?statement=SELECT%201' /v1/sources /v1/runs; do
    for header in "Authorization: Bearer $token" "Authorization: Bearer c360_marked-wrong-token" "X: y"; do
      exec 3<>"/dev/tcp/127.0.0.1/$port"
      printf 'GET %s HTTP/1.1\r\nConnection: close\r\nHost: localhost:%s\r\n%s\r\n\r\n' "$target" "$port" "$header" >&3
      cat <&3 >>"$written/answers"
      exec 3>&-
    done
  done
  kill -TERM "$server"
  wait "$server" || true
  server=
  grep -q ' 200 ' "$written/answers" && grep -q ' 401 ' "$written/answers" || fail "the server was not asked: $(head "$written/answers")"
}

# read_all: every row that a reader sees, as text.
read_all() {
  local table
  for table in $(tables); do ask "SELECT * FROM $table"; done >"$written/rows"
  [ "$(wc -l <"$written/rows")" -gt 1000 ] || fail "there are no rows to look at"
}

# ask_apis URL: an API that lets nobody in, asked in every way in which one may sign in, by sources and by a pipeline.
ask_apis() {
  local way
  mkdir -p "$folder/apis/pipelines"
  printf '%s\n' "connections:" "  api: { http: \"$1\", headers: { X-Api-Key: \"\${env:SECRET_PASSWORD}\" } }" >"$folder/apis/connections.yaml"
  printf '%s\n' "activities:" "  - { name: Ask, http: { connection: api, url: /orders } }" >"$folder/apis/pipelines/ask.yaml"
  for way in 'bearer: "${env:SECRET_PASSWORD}"' 'user: marked, password: "${env:SECRET_PASSWORD}"' \
    'key: "${env:SECRET_PASSWORD}", header: X-Api-Key' 'key: "${env:SECRET_PASSWORD}", query: api_key' \
    "oauth: { token_url: \"$1/token\", client_id: c, client_secret: \"\${env:SECRET_CLIENT}\" }"; do
    printf '%s\n' "project: apis" "lakehouse: ./lakehouse" "sources:" \
      "  orders: { rest: { url: \"$1/orders\", tries: 1, auth: { $way } } }" >"$folder/apis/c360.yaml"
    "$program" check -C "$folder/apis" >>"$written/apis" 2>&1 || fail "check: $(tail -n 5 "$written/apis")"
    ! timeout 60 "$program" run -C "$folder/apis" >>"$written/apis" 2>&1 || fail "an API that lets nobody in was read: $way"
    ! timeout 60 "$program" pipeline run ask -C "$folder/apis" >>"$written/apis" 2>&1 || fail "the pipeline was let in"
    calls=$((calls + 3))
  done
}

# import_definitions: of another factory, with secrets in them.
import_definitions() {
  local at=$aside/factory
  mkdir -p "$at"/{pipeline,dataset,linkedService} "$folder/imported"
  printf 'project: imported\nsources: {}\n' >"$folder/imported/c360.yaml"
  printf '{"name":"Sql","properties":{"type":"AzureSqlDatabase","typeProperties":{"connectionString":"Server=s;User ID=u;Password=%s"}}}' \
    "$SECRET_PASSWORD" >"$at/linkedService/Sql.json"
  printf '{"name":"Lake","properties":{"type":"AzureBlobFS","typeProperties":{"url":"https://a.dfs.core.windows.net","accountKey":{"type":"SecureString","value":"%s"}}}}' \
    "$SECRET_KEY" >"$at/linkedService/Lake.json"
  printf '{"name":"T","properties":{"type":"AzureSqlTable","linkedServiceName":{"referenceName":"Sql"},"typeProperties":{"schema":"dbo","table":"t"}}}' >"$at/dataset/T.json"
  printf '{"name":"P","properties":{"type":"Parquet","linkedServiceName":{"referenceName":"Lake"},"typeProperties":{"location":{"type":"AzureBlobFSLocation","fileSystem":"f","folderPath":"silver/t"}}}}' >"$at/dataset/P.json"
  printf '{"name":"load","properties":{"activities":[{"name":"Ask","type":"WebActivity","typeProperties":{"method":"GET","url":"https://api.example.com/x","headers":{"Authorization":"Bearer %s"}}},{"name":"Copy","type":"Copy","inputs":[{"referenceName":"P"}],"outputs":[{"referenceName":"T"}],"typeProperties":{"source":{"type":"ParquetSource"},"sink":{"type":"AzureSqlSink"}}}]}}' \
    "$SECRET_CLIENT" >"$at/pipeline/load.json"
  "$program" pipeline import "$at" -C "$folder/imported" >"$written/import" 2>&1 || fail "import: $(cat "$written/import")"
  "$program" pipeline import "$at" -C "$folder/imported" --force --json >>"$written/import" 2>&1 || fail "import: $(cat "$written/import")"
  grep -q 'env:' "$folder/imported/connections.yaml" || fail "no connection was imported"
  calls=$((calls + 2))
}

# fail_everywhere: each way of asking, failing.
fail_everywhere() {
  azure_settings 'account_key: "${env:SECRET_WRONG_KEY}"'
  use_all_in_vain wrong_key "refuses requests from here"
  azure_settings "sas: \"\${file:$aside/sas}\""
  use_all_in_vain wrong_sas "refuses requests from here"
  azure_settings 'account_key: "${env:SECRET_THAT_IS_NOT_SET}"'
  use_all_in_vain no_key "SECRET_THAT_IS_NOT_SET is not set"
  azure_settings "authority: $endpoint" 'identity: application' 'tenant_id: t' 'client_id: c' 'client_secret: "${env:SECRET_CLIENT}"'
  use_all_in_vain wrong_client "gives no token"
  azure_settings "account_key: $SECRET_WRONG_KEY" # written out, which is a mistake: the file has it, the words must not
  "$program" check -C "$project" >"$written/written_out" 2>&1 && fail "a key that is written out was taken"
  rm "$project/c360.yaml"
  ask_apis http://127.0.0.1:1
  ask_apis "$endpoint"
  import_definitions
}

make_project 1
sed -i -e '/^lakehouse:/d' -e '/^environments:/,$d' "$project/c360.yaml"
sed -i "s|^publish:|lakehouse: azure://lake/shop\npublish:\n  byodbc: { odbc: \"\${env:SECRET_ODBC}\", schema: shop }\n  files: { parquet: $folder/published }|" "$project/c360.yaml"
azure_settings 'account_key: "${env:SECRET_KEY}"'
"$program" upload -C "$project" "$project/data" azure://lake/raw >"$written/upload" 2>&1 || fail "upload: $(cat "$written/upload")"
sed -i 's|files: "data/|files: "azure://lake/raw/|' "$project/c360.yaml"

use_all good
serve_and_ask
read_all
[ "$extent" = sample ] || fail_everywhere

printf '%s' "$SECRET_CLIENT" >"$aside/planted"
(must_be_clean "a planted file" "$aside/planted" >/dev/null) && fail "the search finds nothing"
must_be_clean "what was written" "$folder" "$C360_AZURITE_FOLDER/data"
echo "$calls calls of $(all_commands | wc -l) commands wrote no secret"
