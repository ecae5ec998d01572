#!/usr/bin/env bash
# Reads the example reports into a fresh casebook and shows a profile. Called by `make demo`; BIN holds orbat.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}
db=demo/orbat.db
page=demo/liwa-al-baqir.html

mkdir -p demo
rm -f "$db" "$db-wal" "$db-shm" "$page"

"$bin/orbat" read --db "$db" examples/1-profile.md examples/2-agency.txt examples/3-monitor.html examples/4-statement.md
echo
"$bin/orbat" who "Liwa al-Baqir" --db "$db"
"$bin/orbat" who "Liwa al-Baqir" --db "$db" --out "$page"

cat <<END

The same profile as one page for a browser: $page

Where to look next:
  $bin/orbat who "Local Defence Forces" --db $db
  $bin/orbat claims --about "Khalid al-Hassan" --db $db
  $bin/orbat status --db $db
  $bin/orbat read YOUR-REPORTS/ && $bin/orbat who "A NAME"
END
