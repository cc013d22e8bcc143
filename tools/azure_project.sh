# Sourced by what puts an example into Azurite: tests, the demo and benchmarks.

# The key that every emulator has. Its name is in projects, it itself never.
export C360_AZURITE_KEY='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

# lakehouse_to_azure PROJECT NAME CACHE: its lakehouse is azure://lake/NAME from now on, in the Azurite of C360_AZURITE.
lakehouse_to_azure() {
  sed -i '/^lakehouse:/d' "$1/c360.yaml"
  printf '%s\n' "lakehouse: azure://lake/$2" "azure:" "  endpoint: $C360_AZURITE" '  account_key: ${env:C360_AZURITE_KEY}' \
    "  cache: $3" >>"$1/c360.yaml"
}

# sources_to_azure PROJECT NAME: its sources' files are those of azure://lake/raw/NAME instead of data/.
sources_to_azure() { sed -i "s|files: \"data/|files: \"azure://lake/raw/$2/|" "$1/c360.yaml"; }

# move_to_azure PROJECT NAME CACHE: both.
move_to_azure() {
  lakehouse_to_azure "$@"
  sources_to_azure "$1" "$2"
}
