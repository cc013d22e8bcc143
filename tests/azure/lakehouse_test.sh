#!/usr/bin/env bash
# The e-commerce example with its lakehouse in Azurite: the same silver and gold as on this disk, in every row; a killed run is
# followed by one that ends well; no secret is written anywhere. lakehouse_test.sh PROGRAM
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
if [ -z "${C360_AZURITE:-}" ]; then exec "$here/../../tools/azurite.sh" with "$0" "$@"; fi
program=$(realpath "$1")
source "$here/../robust/lakehouse.sh"

# The key that every emulator has.
export AZURE_TEST_KEY='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

# in_azure NAME: the same project with its lakehouse in Azurite.
in_azure() {
  cp -r "$folder/here" "$folder/$1"
  project=$folder/$1
  sed -i '/^lakehouse:/d' "$project/c360.yaml"
  printf '%s\n' "lakehouse: azure://lake/$1" "azure:" "  endpoint: $C360_AZURITE" '  account_key: ${env:AZURE_TEST_KEY}' \
    "  cache: $folder/cache-$1" >>"$project/c360.yaml"
}

make_project 2
mv "$project" "$folder/here"
in_azure there
"$program" upload -C "$project" "$project/contracts" azure://lake/raw >"$folder/log" 2>&1 || fail "upload: $(cat "$folder/log")"
project=$folder/here
run_well "on this disk"
contents >"$folder/expected"
rm -rf "$project/lakehouse"

project=$folder/there
run_well "in Azurite"
must_hold "a lakehouse in Azurite" "$folder/expected"
rm -rf "$folder/cache-there"
must_hold "what came over the network" "$folder/expected"
run_well "that has nothing to do"

# Killed at some moments; the next run ends well, at once.
in_azure killed
for delay in 0.4 1 2; do
  "$program" run -C "$project" >"$folder/run.log" 2>&1 &
  sleep "$delay"
  kill -KILL $! 2>/dev/null || true
  wait $! 2>/dev/null || true
done
run_well "after killed ones"
must_hold "a lakehouse after killed runs" "$folder/expected"

# Failures that people meet, each with its words; and no secret in anything that was written.
export AZURE_TEST_WRONG='aGlkZGVud29yZA=='
sed -i 's/AZURE_TEST_KEY/AZURE_TEST_WRONG/' "$folder/killed/c360.yaml"
if "$program" status -C "$folder/killed" >"$folder/wrong" 2>&1; then fail "a wrong key was taken"; fi
grep -q "cannot .* azure://lake" "$folder/wrong" || fail "a wrong key is told as: $(cat "$folder/wrong")"
if grep -rlF -e "$AZURE_TEST_KEY" -e "$AZURE_TEST_WRONG" "$folder" "$C360_AZURITE_FOLDER/data"; then fail "a secret was written"; fi
echo "the example in Azurite is the example on this disk"
