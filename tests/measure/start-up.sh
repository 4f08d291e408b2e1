#!/usr/bin/env bash
# Measures how long `dotnet run --project sandbox` takes until everything answers: cold, from a fresh clone with the
# packages already downloaded, and a second time. Ports 7443 and the chapters' have to be free. Prints two lines.
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
work=$(mktemp -d)
log=$work/sandbox.log
pid=

stop() {
  [[ -n "$pid" ]] || return 0
  kill -TERM -- "-$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  pid=
}
trap 'stop; rm -rf "$work"' EXIT

measure() {
  local name=$1 limit=$2 begin now
  begin=$(date +%s%N)
  # A process group of its own, so that stopping reaches what it starts.
  setsid dotnet run --project sandbox </dev/null >"$log" 2>&1 &
  pid=$!
  until curl --silent --insecure --fail --max-time 5 --output /dev/null https://localhost:7443/sandbox/api/ready; do
    now=$(date +%s%N)
    if ! kill -0 "$pid" 2>/dev/null || ((now - begin > 300 * 1000000000)); then
      cat "$log" >&2
      echo "The sandbox did not become ready." >&2
      exit 1
    fi
    sleep 0.1
  done
  now=$(date +%s%N)
  awk -v name="$name" -v limit="$limit" -v ns=$((now - begin)) 'BEGIN { printf "%s start: %.1f s (at most %d s)\n", name, ns / 1e9, limit }'
  stop
}

git clone --quiet --no-hardlinks "$root" "$work/clone"
cd "$work/clone"
dotnet build-server shutdown >/dev/null 2>&1 || true
measure Cold 90
measure Second 15
