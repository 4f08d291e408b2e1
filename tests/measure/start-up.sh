#!/usr/bin/env bash
# Measures `dotnet run --project sandbox`: from a fresh clone with the packages already downloaded, and a second time. For
# each, prints when the first chapter answers and when all do; for the first, also how long after the sandbox's own build
# its first line comes. Ports 7443 and the chapters' have to be free. A value above its limit says "missed" and is not a failure.
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
trap 'stop; dotnet build-server shutdown >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

# wait_until <what> <command...>: fails when the sandbox ends, or takes five minutes. Sets elapsed to the seconds.
wait_until() {
  local what=$1
  shift
  until "$@"; do
    if ! kill -0 "$pid" 2>/dev/null || (($(date +%s%N) - begin > 300 * 1000000000)); then
      cat "$log" >&2
      echo "$what: not reached." >&2
      exit 1
    fi
    sleep 0.1
  done
  elapsed=$(awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.1f", ns / 1e9 }')
}
says() { grep --quiet --extended-regexp "$1" "$log"; }
is_ready() { curl --silent --insecure --fail --max-time 5 --output /dev/null https://localhost:7443/sandbox/api/ready; }
built_at() { find sandbox/bin -name 'Sandbox*' -printf '%T@\n' | sort -n | tail -n 1; }

row() { awk -v name="$1" -v value="$2" -v limit="$3" 'BEGIN { printf "%-42s %5.1f s (at most %d s%s)\n", name, value, limit, (value > limit ? ", missed" : "") }'; }

# measure <name> <limit of the first chapter> <limit of all>
measure() {
  local name=$1 first=$2 all=$3 begin elapsed line
  : >"$log" # before the other process begins to write
  begin=$(date +%s%N)
  # A process group of its own, so that stopping reaches what it starts.
  setsid dotnet run --project sandbox </dev/null >"$log" 2>&1 &
  pid=$!
  wait_until "The first line" says '^Identity sandbox'
  line=$(awk -v built="$(built_at)" -v now="$(date +%s.%N)" 'BEGIN { print now - built }')
  [[ "$name" == Second ]] || row "$name: first line after the sandbox's build" "$line" 5
  wait_until "The first chapter" says ' s  [0-9]+-[0-9]+ +answers on'
  row "$name: first chapter answers" "$elapsed" "$first"
  wait_until "All chapters" is_ready
  row "$name: all chapters answer" "$elapsed" "$all"
  stop
}

git clone --quiet --no-hardlinks "$root" "$work/clone"
cd "$work/clone"
dotnet build-server shutdown >/dev/null 2>&1 || true
measure Fresh 45 75
measure Second 12 15
