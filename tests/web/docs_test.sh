#!/usr/bin/env bash
# Documents both examples and projects that are odd: docs_test.sh PROGRAM.
#
# Twice the same bytes; nothing personal in a page unless asked; folders of others stay as they are; a project that never
# ran, one without anything, and one killed while it wrote.
set -euo pipefail
program=$(realpath "${1:?usage: docs_test.sh PROGRAM}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() { echo "FAILED: $1"; exit 1; }

# document PROJECT DIR [OPTION…]
document() { "$program" docs "$2" -C "$1" "${@:3}" --json >"$1.json" 2>"$1.err" || { cat "$1.json" "$1.err"; return 1; }; }
number() { sed -n "s/^  \"$2\": \([0-9]*\),*$/\1/p" "$1.json"; }

for template in ecommerce retail360; do
  "$program" init "$template" --template "$template" >/dev/null
  document "$template" "$template.site" || fail "docs of $template before its first run"
  grep -q '"snapshot": null' "$template.json" || fail "$template has a snapshot before its first run"
  "$program" generate -C "$template" --template "$template" --scale 1 --seed 1 >/dev/null
  "$program" run -C "$template" >run.log 2>&1 || { tail -n 20 run.log; fail "run of $template"; }
  document "$template" "$template.site" || fail "docs of $template"
  [ "$(number "$template" measures)" -ge 40 ] || fail "$template lacks measures"
  cp "$template.site/index.html" first.html
  document "$template" "$template.site" || fail "second docs of $template"
  cmp first.html "$template.site/index.html" || fail "second docs of $template differ"
  grep -q '"changed": false' "$template.json" || fail "second docs of $template were written"
  "$program" sql -C "$template" "SELECT DISTINCT email FROM silver.customers WHERE contains(email, '@')" --format csv |
    tail -n +2 >emails
  [ "$(wc -l <emails)" -gt 100 ] || fail "$template has no e-mail addresses"
  if grep -oFf emails "$template.site/index.html"; then fail "an e-mail address stands in the docs of $template"; fi
  if grep -oE '[a-zA-Z0-9._]+@[a-z0-9-]+\.(com|org|net|example)' "$template.site/index.html" | grep -q .; then
    fail "something like an e-mail address stands in the docs of $template"
  fi
  document "$template" "$template.shown" --unmasked --rows 1000
  grep -qFf emails "$template.shown/index.html" || fail "--unmasked shows nothing in $template"
done

# Folders of others, people's changes.
mkdir other && touch other/thesis.txt
if document ecommerce other >/dev/null; then fail "a folder of others was written to"; fi
[ "$(ls -A other)" = thesis.txt ] || fail "something was written into a folder of others"
if document retail360 ecommerce.site >/dev/null; then fail "another project's docs were overwritten"; fi
echo >>ecommerce.site/index.html
if document ecommerce ecommerce.site >/dev/null; then fail "a changed page was overwritten"; fi
document ecommerce ecommerce.site --force || fail "docs with --force"
"$program" export powerbi model -C ecommerce >/dev/null
if document ecommerce model >/dev/null; then fail "docs went into a Power BI project"; fi

# Killed while it works: the old page, or the new, whole.
before=$(cksum <ecommerce.site/index.html)
for after in 0.05 0.15 0.3 0.45 0.6; do
  timeout -s KILL "$after" "$program" docs ecommerce.site -C ecommerce --rows 5 >/dev/null 2>&1 || true
  tail -n 1 ecommerce.site/index.html | grep -q '</html>' || fail "a killed docs left half a page"
done
document ecommerce ecommerce.site || fail "docs after a killed one"
[ "$(cksum <ecommerce.site/index.html)" = "$before" ] || fail "docs after a killed one differ"
[ ! -e ecommerce.site/.c360-new ] || fail "a killed docs left its file"

# Nothing at all, and files with mistakes.
mkdir nothing && printf 'project: nothing\nsources: {}\n' >nothing/c360.yaml
document nothing nothing.site || fail "docs of an empty project"
mkdir broken && printf 'project: broken\n' >broken/c360.yaml
if document broken broken.site >/dev/null; then fail "docs of a broken project"; fi
[ ! -e broken.site/index.html ] || fail "a broken project left a page"
echo "both examples documented"
