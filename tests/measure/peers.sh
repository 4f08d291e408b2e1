#!/usr/bin/env bash
# Compares the sandbox with two npm packages that also play an identity provider: emulate and oauth2-mock-server. Installs
# them into a temporary folder, starts all three in turn and together on free loopback ports, loads them with
# tests/measure/Load, and prints one table in Markdown. A value that misses its limit says "no" and is not a failure.
# Needs Node.js 20 or later, npm and curl. Reads memory from /proc, so that part works on Linux only.
# Usage: [ROUNDS=5] [SECONDS_PER_ROUND=4] [SIGN_INS=10000] [LONG=1] peers.sh
# LONG=1 adds the memory after five times as many sign-ins, and the list of users with 1,000 and with 1,000,000 users.
set -euo pipefail

emulate_version=0.8.0
mock_version=9.3.0 # asks for Node.js 22.12, and runs on 20 as well

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
rounds=${ROUNDS:-5}
seconds=${SECONDS_PER_ROUND:-4}
sign_ins=${SIGN_INS:-10000}
many_users=${MANY_USERS:-1000000}
contoso=f883241c-3907-4c64-b25d-29a884a930b1

for tool in dotnet curl; do
  command -v "$tool" >/dev/null || { echo "This needs $tool." >&2; exit 2; }
done

skip() { echo "Skipped: $*"; exit 0; }
fail() { echo "$*" >&2; exit 1; }

for tool in node npm; do
  command -v "$tool" >/dev/null || skip "the servers to compare with need $tool."
done
(($(node --print 'process.versions.node.split(".")[0]') >= 20)) || skip "the servers to compare with need Node.js 20 or later."

work=$(mktemp -d)
results=$work/results.txt
declare -A pids=()

# stop <name...>: asks the processes to end, and kills those that have not ended after five seconds.
stop() {
  local name
  for name in "$@"; do kill -TERM "${pids[$name]}" 2>/dev/null || true; done
  for name in "$@"; do
    for _ in {1..50}; do
      kill -0 "${pids[$name]}" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "${pids[$name]}" 2>/dev/null || true
    wait "${pids[$name]}" 2>/dev/null || true
    unset "pids[$name]"
  done
}
finish() {
  stop "${!pids[@]}"
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { echo "$*" >&2; }

# A port that refuses connections right now.
free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# launch <name> <folder> <command...>: starts a process in the background. exec makes its id that of the command itself.
# Its temporary files, such as the sockets of the .NET runtime, go where they are removed even when it is killed.
launch() {
  local name=$1 folder=$2
  shift 2
  (cd "$folder" && export TMPDIR=$work && exec "$@") </dev/null >"$work/$name.log" 2>&1 &
  pids[$name]=$!
}

# await <name> <address> <seconds>: returns when the address answers with 200, and fails when the process has ended.
await() {
  local name=$1 address=$2 deadline=$((SECONDS + $3))
  until curl --silent --insecure --fail --output /dev/null --max-time 5 "$address"; do
    if ! kill -0 "${pids[$name]}" 2>/dev/null || ((SECONDS > deadline)); then
      return 1
    fi
    sleep 0.02
  done
}
await_or_fail() { await "$@" || { cat "$work/$1.log" >&2; fail "$1 did not answer at $2."; }; }

# The sandbox as it runs by default, but without the chapters, and with a database that is removed at the end.
# launch_sandbox <name> <port> <folder of the database> <further arguments...>
launch_sandbox() {
  local name=$1 port=$2 data=$3
  shift 3
  mkdir -p "$data"
  launch "$name" "$root/sandbox" env ASPNETCORE_ENVIRONMENT=Development dotnet bin/Release/net10.0/Sandbox.dll \
    --no-chapters --urls "https://localhost:$port" "--Sandbox:Database=$data/sandbox.db" "$@"
}

# Only the service that is compared: without --service, emulate would start all of its services.
launch_emulate() {
  launch emulate "$work" node "$emulate_cli" start --service microsoft --port "$emulate_port"
}

launch_mock() {
  launch oauth2-mock-server "$work" \
    node "$work/peers/node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs" -a localhost -p "$mock_port"
}

# In the background with a wait, so that a signal to this script ends the load at once.
load() {
  launch load "$work" dotnet "$root/tests/measure/Load/bin/Release/net10.0/Load.dll" "$@"
  wait "${pids[load]}" || { cat "$work/load.log" >&2; fail "The load failed: $*"; }
  unset "pids[load]"
  cat "$work/load.log" >>"$results"
}

say "Installing emulate $emulate_version and oauth2-mock-server $mock_version ..."
npm install --prefix "$work/peers" --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=30000 \
  "emulate@$emulate_version" "oauth2-mock-server@$mock_version" >"$work/npm.log" 2>&1 ||
  skip "npm could not install emulate $emulate_version and oauth2-mock-server $mock_version."

# emulate answers 403 after 5,000 requests in an hour. This copy counts requests as before, with a limit that is not reached.
emulate_cli=$work/peers/node_modules/emulate/dist/index.js
grep -q 'remaining: 5e3,' "$emulate_cli" || fail "emulate $emulate_version no longer has the limit of requests that this script raises."
sed -i.original 's/remaining: 5e3,/remaining: 5e12,/' "$emulate_cli"

say "Building the sandbox and the load in Release ..."
for project in sandbox tests/measure/Load; do
  dotnet build "$root/$project" -c Release -v q --nologo --disable-build-servers >"$work/build.log" ||
    { cat "$work/build.log" >&2; fail "$project does not build."; }
done

sandbox_port=$(free_port)
emulate_port=$(free_port)
mock_port=$(free_port)
sandbox=https://localhost:$sandbox_port
emulate=http://localhost:$emulate_port
mock=http://localhost:$mock_port
sandbox_discovery=$sandbox/$contoso/v2.0/.well-known/openid-configuration
emulate_discovery=$emulate/common/v2.0/.well-known/openid-configuration
mock_discovery=$mock/.well-known/openid-configuration

# --- From start to the first answer -------------------------------------------------------------------------------------

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# first_answer <name> <time of the launch in ns> <discovery address>: notes the time until the answer, and ends the process.
first_answer() {
  local name=$1 begin=$2 address=$3
  await_or_fail "$name" "$address" 120
  awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.3f\n", ns / 1e9 }' >>"$work/first-answer-$name.txt"
  stop "$name"
}

say "Measuring the time to the first answer ..."
launch_sandbox sandbox "$sandbox_port" "$work/data" # fills the database
await_or_fail sandbox "$sandbox_discovery" 300
stop sandbox
for _ in {1..5}; do
  begin=$(date +%s%N)
  launch_sandbox sandbox "$sandbox_port" "$work/data"
  first_answer sandbox "$begin" "$sandbox_discovery"
  begin=$(date +%s%N)
  launch_emulate
  first_answer emulate "$begin" "$emulate_discovery"
done
for name in sandbox emulate; do
  echo "first-answer $name $(median <"$work/first-answer-$name.txt")" >>"$results"
done

# --- Memory, on processes that have done nothing else -------------------------------------------------------------------

# memory <measure> <name>: the resident set in MB of 1,000,000 bytes.
memory() {
  local status=/proc/${pids[$2]}/status
  [[ -r $status ]] || return 0
  awk -v line="$1 $2" '/^VmRSS:/ { printf "%s %.0f\n", line, $2 * 1024 / 1e6 }' "$status" >>"$results"
}

launch_sandbox sandbox "$sandbox_port" "$work/data"
launch_emulate
launch_mock
await_or_fail sandbox "$sandbox_discovery" 120
await_or_fail emulate "$emulate_discovery" 60
await_or_fail oauth2-mock-server "$mock_discovery" 60

say "Signing in $sign_ins times at each server ..."
load sign-ins sandbox "$sandbox" "$sign_ins"
memory memory sandbox
load sign-ins emulate "$emulate" "$sign_ins"
memory memory emulate
load sign-ins oauth2-mock-server "$mock" "$sign_ins"
memory memory oauth2-mock-server
if [[ -n "${LONG:-}" ]]; then
  load sign-ins sandbox "$sandbox" $((sign_ins * 4))
  memory memory-long sandbox
fi

# --- Requests and sign-ins a second ---------------------------------------------------------------------------------------

say "Measuring $rounds rounds of $seconds s for each workload, after a warm-up ..."
load rates "$sandbox" "$emulate" "$mock" "$rounds" "$seconds"
stop sandbox emulate oauth2-mock-server

# --- The list of users in a small and in a large directory -----------------------------------------------------------------

# users_sandbox <name> <port> <users>: fails when the sandbox does not start with as many users.
users_sandbox() {
  local name=$1 port=$2 users=$3 data=$work/$1
  mkdir -p "$data/Seed"
  cp -R "$root/sandbox/Seed/photos" "$data/Seed/"
  sed -E "s/\"totalUsers\": [0-9]+/\"totalUsers\": $users/" "$root/sandbox/seed.json" >"$data/seed.json"
  launch_sandbox "$name" "$port" "$data" "--Sandbox:Seed=$data/seed.json"
  await "$name" "https://localhost:$port/$contoso/v2.0/.well-known/openid-configuration" 1200
}

if [[ -n "${LONG:-}" ]]; then
  say "Filling directories with 1,000 and with $many_users users ..."
  few_port=$(free_port)
  many_port=$(free_port)
  users_sandbox few "$few_port" 1000 || { cat "$work/few.log" >&2; fail "The sandbox with 1,000 users did not start."; }
  echo "users-count sandbox $many_users" >>"$results"
  if users_sandbox many "$many_port" "$many_users"; then
    load users "https://localhost:$few_port" "https://localhost:$many_port" $((rounds * 20))
  else
    say "The sandbox does not start with $many_users users, so the list of users is not measured:"
    tail -n 5 "$work/many.log" >&2
  fi
fi

# --- The table ------------------------------------------------------------------------------------------------------------

awk -v sign_ins="$sign_ins" '
  function has(measure, server) { return (measure, server) in value }

  # A rate with the number of signed tokens that each answer holds.
  function rate(measure, server) {
    if (!has(measure, server)) return "—"
    if (measure == "discovery" || measure == "keys") return sprintf("%.0f", value[measure, server])
    return sprintf("%.0f (%d signed)", value[measure, server], signed[measure, server])
  }
  function plain(measure, server, format) { return has(measure, server) ? sprintf(format, value[measure, server]) : "—" }
  function better(measure) {
    return value[measure, "emulate"] > value[measure, "oauth2-mock-server"] ? "emulate" : "oauth2-mock-server"
  }
  function row(name, sandbox, emulate, mock, ratio, limit, reached) {
    printf "| %s | %s | %s | %s | %s | %s | %s |\n", name, sandbox, emulate, mock, ratio, limit, reached
  }
  function yes_or_no(reached) { return reached ? "yes" : "no" }

  # A rate against the one of a peer. Without a limit, the row only informs.
  function rate_row(name, measure, peer, limit,   ratio) {
    ratio = value[measure, "sandbox"] / value[measure, peer]
    row(name, rate(measure, "sandbox"), rate(measure, "emulate"), rate(measure, "oauth2-mock-server"),
      sprintf("%.2f × %s", ratio, peer), limit ? "at least " limit : "—", limit ? yes_or_no(ratio >= limit) : "—")
  }
  function b2c_row(name, measure, own,   ratio) {
    ratio = value[measure, "sandbox"] / value[own, "sandbox"]
    row(name, rate(measure, "sandbox"), "—", "—", sprintf("%.2f × own Entra ID", ratio), "at least 0.8", yes_or_no(ratio >= 0.8))
  }
  function memory_row(name, measure,   best, ratio) {
    if (!has(measure, "sandbox")) return
    best = value["memory", "emulate"] < value["memory", "oauth2-mock-server"] ? "emulate" : "oauth2-mock-server"
    ratio = has(measure, best) ? sprintf("%.2f × %s", value[measure, "sandbox"] / value[measure, best], best) : "—"
    row(name, plain(measure, "sandbox", "%d MB"), plain(measure, "emulate", "%d MB"), plain(measure, "oauth2-mock-server", "%d MB"),
      ratio, "at most 150 MB", yes_or_no(value[measure, "sandbox"] <= 150))
  }
  function first_answer_row(   own, ratio) {
    own = value["first-answer", "sandbox"]
    ratio = own / value["first-answer", "emulate"]
    row("Second start to the first discovery document, median of 5", sprintf("%.2f s", own),
      plain("first-answer", "emulate", "%.2f s"), "—", sprintf("%.2f × emulate", ratio),
      "at most 1.5 s and 3 × emulate", yes_or_no(own <= 1.5 && ratio <= 3))
  }
  function users_row(   name, ratio) {
    if (!has("users-count", "sandbox")) return
    name = sprintf("Page of `/v1.0/users`, %d and 1000 users", value["users-count", "sandbox"])
    if (!has("users-many", "sandbox")) {
      row(name, "did not start", "—", "—", "—", "at most 1.3", "no")
      return
    }
    ratio = value["users-many", "sandbox"] / value["users-few", "sandbox"]
    row(name, sprintf("%.2f ms and %.2f ms", value["users-many", "sandbox"], value["users-few", "sandbox"]), "—", "—",
      sprintf("%.2f × with 1000 users", ratio), "at most 1.3", yes_or_no(ratio <= 1.3))
  }

  { value[$1, $2] = $3; signed[$1, $2] = $4 }
  END {
    print "| measure | sandbox | emulate | oauth2-mock-server | ratio | must reach | reached |"
    print "|---|---|---|---|---|---|---|"
    rate_row("Sign-ins per second, with a session or without a page", "session", "oauth2-mock-server", 1.2)
    rate_row("Sign-ins per second, by selecting an account", "click", "emulate", 0)
    rate_row("Client credentials tokens per second", "client-credentials", "oauth2-mock-server", 1.2)
    rate_row("Discovery documents per second", "discovery", better("discovery"), 1.2)
    rate_row("Keys per second", "keys", better("keys"), 1.2)
    b2c_row("B2C sign-ins per second, with a session", "b2c-session", "session")
    b2c_row("B2C sign-ins per second, by selecting an account", "b2c-click", "click")
    memory_row("Memory after " sign_ins " sign-ins", "memory")
    memory_row("Memory after " 5 * sign_ins " sign-ins", "memory-long")
    first_answer_row()
    users_row()
  }' "$results"
