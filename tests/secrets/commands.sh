# Sourced by secrets_test.sh: every command of c360, as people use it. $project is where; $new a folder that is not there.

# uses_of COMMAND: how it is called, a line a call as a shell reads it, or nothing for a command that is not known here. One that begins
# with '-' may fail in a project in which all is well, and one that begins with '+' is done in another way.
uses_of() {
  case $1 in
    init) echo "init $new --template ecommerce" ;;
    generate) echo "generate $new-raw --template ecommerce --scale 1 --seed 3" ;;
    check) echo "check" ;;
    run) printf '%s\n' "run" "run --full" ;;
    pipeline) printf '%s\n' "pipeline list" "pipeline show" "pipeline run daily" "-pipeline run nosuch" ;;
    status) echo "status" ;;
    sql) printf 'sql "%s"\n' "FROM gold.kpi_summary" "SELECT count(*) FROM raw.orders" "FROM meta.runs" "FROM meta.files" \
      "FROM meta.activities"
      printf -- '-sql "%s"\n' "SELECT getenv('SECRET_KEY')" "FROM read_text('/proc/self/environ')" "FROM duckdb_secrets()" \
        "FROM duckdb_views()" "EXPLAIN SELECT * FROM raw.orders" "SELECT secret FROM raw.orders" "nonsense" ;;
    serve) echo "+" ;;
    token) printf '%s\n' "token list" "-token revoke nosuch" ;;
    customer) printf '%s\n' "customer --search a" "-customer 1" ;;
    metrics) printf '%s\n' "metrics list" "metrics query revenue" "metrics check" ;;
    publish) printf '%s\n' "publish files" "-publish" "-publish warehouse" "-publish byodbc" ;;
    quarantine) printf '%s\n' "quarantine list" "-quarantine show orders nosuch 1" "-quarantine dismiss orders --row 1 --why no" ;;
    docs) echo "docs $new-docs" ;;
    export) printf '%s\n' "export powerbi $new-powerbi" "export report $new-report" "-export powerbi $new-from --from warehouse" ;;
    table) printf '%s\n' "table list" "table history silver.orders" "table detail silver.orders" ;;
    lineage) printf '%s\n' "lineage gold.kpi_summary" ;;
    trace) printf '%s\n' "-trace gold.customer_360 1" ;;
    upload) printf '%s\n' "upload $project/contracts azure://lake/contracts" "-upload $project/contracts azure://nosuch-/x" ;;
    schema) printf '%s\n' "schema" "schema pipeline" ;;
    help) echo "help run" ;;
  esac
}

# all_commands: those that the program's own help lists.
all_commands() {
  "$program" --help | awk '/^Commands:/ { on = 1; next } on && /^  [a-z]/ { print $1; next } on && NF == 0 { exit }'
}
