#!/usr/bin/env bash
# What the record of protocol exchanges costs: starts two sandboxes, one of them with Sandbox:RecordExchanges=false, loads
# them in pairs of short rounds with tests/measure/Load, and prints the sign-ins and discovery documents a second of both,
# and the median of the ratios. Needs curl.
# Usage: [ROUNDS=30] [SECONDS_PER_ROUND=1] wire-cost.sh
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
rounds=${ROUNDS:-30}
seconds=${SECONDS_PER_ROUND:-1}

for tool in dotnet curl; do
  command -v "$tool" >/dev/null || { echo "This needs $tool." >&2; exit 2; }
done

work=$(mktemp -d)
pids=()
finish() {
  local pid
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do
    for _ in {1..50}; do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A port that refuses connections right now.
free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# start <name> <further arguments...>: starts a sandbox, and leaves its address in the variable "address".
start() {
  local name=$1
  shift
  mkdir "$work/$name"
  address=https://localhost:$(free_port)
  (
    cd "$root/sandbox"
    export TMPDIR=$work ASPNETCORE_ENVIRONMENT=Development
    exec dotnet bin/Release/net10.0/Sandbox.dll --no-chapters --urls "$address" "--Sandbox:Database=$work/$name/sandbox.db" "$@"
  ) </dev/null >"$work/$name.log" 2>&1 &
  pids+=($!)
  until curl --silent --insecure --fail --output /dev/null --max-time 5 "$address/sandbox/api/ready"; do
    kill -0 "${pids[-1]}" 2>/dev/null || { cat "$work/$name.log" >&2; echo "The sandbox did not start." >&2; exit 1; }
    sleep 0.1
  done
}

for project in sandbox tests/measure/Load; do
  dotnet build "$root/$project" -c Release -v q --nologo --disable-build-servers >"$work/build.log" ||
    { cat "$work/build.log" >&2; echo "$project does not build." >&2; exit 1; }
done

start on
on=$address
start off --Sandbox:RecordExchanges=false
TMPDIR=$work dotnet "$root/tests/measure/Load/bin/Release/net10.0/Load.dll" wire "$on" "$address" "$rounds" "$seconds" |
  awk 'BEGIN {
      name["session"] = "sign-ins with a session"
      name["click"] = "sign-ins by selecting an account"
      name["discovery"] = "discovery documents"
      print "| per second | recorded | not recorded | ratio, median of the rounds | half of the rounds | at least |"
      print "|---|---|---|---|---|---|"
    }
    { printf "| %s | %s | %s | %s | %s to %s | %s |\n", name[$1], $2, $3, $4, $5, $6, $1 == "discovery" ? "" : "0.95"
      if ($1 != "discovery" && $4 < 0.95) missed = 1
    }
    END { exit missed }'
