# Sourced by ./dev: brings what a build needs, Debian packages by apt-get and the packages of cmake/deps.lock by npm.
# Nothing that is there already, in the right version, is fetched again.

say() { printf '== %s\n' "$*" >&2; }

# fail WHAT [WHAT TO DO]
fail() {
  printf 'dev: %s\n' "$1" >&2
  if [ $# -gt 1 ]; then printf '  %s\n' "$2" >&2; fi
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    command -v sudo >/dev/null || fail "need root to run: $*" "install sudo, or run it as root yourself"
    sudo "$@"
  fi
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

packages_for() { awk -v use="$1" '$1 == use { print $2 }' cmake/debian-packages.txt; }

# need_packages USE: installs the Debian packages of that use which are missing.
need_packages() {
  local package missing=()
  for package in $(packages_for "$1"); do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "this machine has no apt-get" "install by hand: ${missing[*]}"
  say "installing ${missing[*]}"
  as_root apt-get -q update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"
}

# need_command COMMAND USE: a command counts wherever it comes from; otherwise the Debian package brings it.
need_command() { command -v "$1" >/dev/null || need_packages "$2"; }

# sha512_of FILE, and the same of an npm integrity text, both in hexadecimal.
sha512_of() { sha512sum "$1" | cut -d' ' -f1; }
sha512_in() { printf %s "${1#sha512-}" | base64 -d | od -An -vtx1 | tr -d ' \n'; }

is_intact() { [ -f "$1" ] && [ "$(sha512_of "$1")" = "$(sha512_in "$2")" ]; }

# download PACKAGE VERSION INTEGRITY TARBALL
download() {
  local package=$1 version=$2 integrity=$3 tarball=$4 folder
  is_intact "$tarball" "$integrity" && return
  need_command npm fetch
  say "fetching $package $version"
  folder=$(mktemp -d)
  (cd "$folder" && npm pack --silent "$package@$version" >/dev/null) ||
    fail "npm pack $package@$version did not succeed" "is the registry of \`npm config get registry\` reachable?"
  is_intact "$folder"/*.tgz "$integrity" ||
    fail "$package $version is not what cmake/deps.lock says: its checksum differs"
  mkdir -p "$(dirname "$tarball")"
  mv "$folder"/*.tgz "$tarball"
  rm -rf "$folder"
}

# unpack TARBALL FOLDER FILE…: each file under its own name, moved into place whole.
unpack() {
  local tarball=$1 folder=$2 file part
  shift 2
  mkdir -p "$folder"
  for file in "$@"; do
    part=$folder/.$(basename "$file").$$
    tar -xzOf "$tarball" "$file" >"$part"
    case $file in */bin/*) chmod +x "$part" ;; esac
    mv "$part" "$folder/$(basename "$file")"
  done
}

# need_dependency GROUP: the packages of cmake/deps.lock with that name, for this machine, in build/deps/GROUP.
need_dependency() {
  local wanted=$1 machine group package version integrity files stamp tarball found=
  machine=$(uname -m)
  while read -r group arch package version integrity files; do
    [ "$group" = "$wanted" ] || continue
    [ "$arch" = any ] || [ "$arch" = "$machine" ] || continue
    [ "$arch" = any ] || found=yes
    stamp=build/deps/$group/.$(printf %s "$package" | tr -c 'a-zA-Z0-9\n' -)
    [ "$(cat "$stamp" 2>/dev/null)" = "$version $integrity" ] && continue
    tarball=.cache/downloads/$(printf %s "${package#@}" | tr / -)-$version.tgz
    download "$package" "$version" "$integrity" "$tarball"
    unpack "$tarball" "build/deps/$group" ${files//,/ }
    printf %s "$version $integrity" >"$stamp"
  done < <(grep -v '^#' cmake/deps.lock)
  [ -n "$found" ] || fail "cmake/deps.lock has no $wanted for $machine" "c360 builds on x86_64 and aarch64"
}

# need_test_server FOLDER NAME: a server that tests ask, as tests/FOLDER/package-lock.json names it, with its checksums. No
# package's script is run. Without the network its tests are skipped.
need_test_server() {
  local folder=tests/$1 name=$2 stamp lock
  stamp=$folder/node_modules/.c360
  need_dependency node
  lock=$(sha512_of "$folder/package-lock.json")
  [ "$(cat "$stamp" 2>/dev/null)" = "$lock" ] && return
  need_command npm fetch
  say "fetching $name"
  (cd "$folder" && npm ci --no-progress --loglevel=error >&2) || { say "$name cannot be fetched"; return 0; }
  printf %s "$lock" >"$stamp"
}

# need_azurite: the emulator of Azure Storage.
need_azurite() { need_test_server azurite Azurite; }

# need_json_server: a REST API of a JSON file.
need_json_server() { need_test_server json_server json-server; }

# need_test_servers: all of them. It needs nothing but the network for half a minute, so that others can work beside it.
need_test_servers() {
  need_azurite
  need_json_server
}

# need_web build|all: web/node_modules as web/package-lock.json names it, with its checksums; `all` has what tests and
# the layout need, too. No package's script is run.
need_web() {
  local wanted=$1 stamp=web/node_modules/.c360 lock omit=()
  lock=$(sha512_of web/package-lock.json)
  case $(cat "$stamp" 2>/dev/null) in "$lock all" | "$lock $wanted") return ;; esac
  [ "$wanted" = all ] || omit=(--omit=dev)
  need_command npm fetch
  say "fetching the packages of web/package-lock.json"
  (cd web && npm ci --no-progress "${omit[@]}" >&2) ||
    fail "npm ci in web/ did not succeed" "is the registry of \`npm config get registry\` reachable?"
  printf %s "$lock $wanted" >"$stamp"
}
