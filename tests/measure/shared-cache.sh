#!/usr/bin/env bash
# Compares what a read of the token cache in PostgreSQL costs with 1,000 and with 100,000 people, says how many bytes a person takes, and
# removes 100,000 expired entries while others are read and written. A PostgreSQL of its own, on loopback, in a temporary folder.
# Fails when a read with 100,000 people takes more than 1.2 times the time. Takes about two minutes.
# Usage: shared-cache.sh [bytes of one person's entry]
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
project=$root/tests/measure/SharedCacheHit
bytes=${1:-6000}

postgres=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -Vr | head -n 1) || true
[[ -x "${postgres:-}/initdb" ]] || { echo "This needs PostgreSQL: sudo apt-get install postgresql" >&2; exit 2; }
as_postgres() { if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }

work=$(mktemp -d)
finish() {
  [[ ! -f "$work/db/postmaster.pid" ]] || as_postgres "$postgres/pg_ctl" stop -D "$work/db" -m immediate >/dev/null
  rm -rf "$work"
}
trap finish EXIT
chmod 711 "$work"
install -d -m 700 "$work/db"
((EUID != 0)) || chown postgres:postgres "$work/db"

dotnet build "$project" -c Release -v q --nologo >/dev/null
as_postgres "$postgres/initdb" -D "$work/db" -U postgres --auth=trust -E UTF8 --locale=C --no-sync >/dev/null
port=$((20000 + RANDOM % 20000))
# Buffers as of a server with 4 GB of memory, which hold 100,000 people; with Debian's 128 MB, most reads would go through the operating system's cache.
as_postgres "$postgres/pg_ctl" start -D "$work/db" -l "$work/db/log" -w -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=1GB" >/dev/null
dotnet "$project/bin/Release/net10.0/SharedCacheHit.dll" "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres" "$bytes"
