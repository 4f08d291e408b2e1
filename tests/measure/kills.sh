#!/usr/bin/env bash
# Kills the sandbox with SIGKILL while tests/measure/Load signs users in, starts it again on the same database, and
# checks that it has kept what it answered before: up to 50 refresh tokens have to give new tokens, and up to 20
# sessions have to sign in without a page. Those that a sign-out ended or a new password revoked have to stay rejected
# (login_required, AADSTS50173). What the sandbox keeps in memory by design is not checked
# (docs/decisions/0008-where-state-lives.md). A start is clean when the sandbox answers within 15 s, logs no warning and
# no error until the checks end, does not set the database aside, and PRAGMA integrity_check finds nothing. Prints one
# line at the end, and fails when an answer is lost or a start is not clean. Written for Linux. Needs curl and sqlite3.
# Usage: [KILLS=200] kills.sh
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
kills=${KILLS:-200}

for tool in dotnet curl sqlite3; do
  command -v "$tool" >/dev/null || { echo "This needs $tool." >&2; exit 2; }
done
[[ "$kills" =~ ^[1-9][0-9]*$ ]] || { echo "KILLS has to be a positive whole number." >&2; exit 2; }

work=$(mktemp -d)
data=$work/data
answers=$work/answers.json
sandbox_pid=
load_pid=
done_kills=0
checked=0
lost=0
unclean=0

say() { echo "$*" >&2; }
fail() { say "$*"; exit 1; }

# end <process ID>: asks the process to end, and kills it when it has not ended after five seconds.
end() {
  [[ -n "$1" ]] || return 0
  kill -TERM "$1" 2>/dev/null || true
  for _ in {1..50}; do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}
finish() {
  end "$load_pid"
  end "$sandbox_pid"
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

# start <seconds>: starts the sandbox, and fails when it has not answered after so many seconds. exec makes the process
# ID that of the sandbox itself. Its temporary files go where they are removed although it is killed.
start() {
  local deadline=$((SECONDS + $1))
  (
    cd "$root/sandbox"
    export TMPDIR=$work ASPNETCORE_ENVIRONMENT=Development
    exec dotnet bin/Release/net10.0/Sandbox.dll --no-chapters --urls "$sandbox" "--Sandbox:Database=$data/sandbox.db"
  ) </dev/null >"$work/sandbox.log" 2>&1 &
  sandbox_pid=$!
  until curl --silent --insecure --fail --output /dev/null --max-time 5 "$sandbox/sandbox/api/ready"; do
    if ! kill -0 "$sandbox_pid" 2>/dev/null || ((SECONDS > deadline)); then
      return 1
    fi
    sleep 0.05
  done
}

# In the background with a wait, so that a signal to this script ends the load at once.
load() {
  TMPDIR=$work dotnet "$root/tests/measure/Load/bin/Release/net10.0/Load.dll" "$@" </dev/null >"$work/load.log" 2>&1 &
  load_pid=$!
  local status=0
  wait "$load_pid" || status=$?
  load_pid=
  return "$status"
}

# explain_unclean: says why the start is not clean. Fails when it is clean, because there is nothing to explain then.
explain_unclean() {
  local found=1 integrity
  # The simple console logger begins an entry with its level, and a fault of the runtime with "Unhandled exception".
  if grep -E '^(warn|fail|crit): |^Unhandled exception' "$work/sandbox.log" >/dev/null; then
    say "The sandbox logged a problem:"
    cat "$work/sandbox.log" >&2
    found=0
  fi
  if compgen -G "$data/*.old" >/dev/null; then
    say "The sandbox set its database aside."
    rm -f "$data"/*.old
    found=0
  fi
  # While the sandbox runs: as the last connection, sqlite3 would tidy up what the sandbox has to be able to read.
  integrity=$(sqlite3 -readonly -cmd '.timeout 10000' "$data/sandbox.db" 'PRAGMA integrity_check' 2>&1) || true
  if [[ "$integrity" != ok ]]; then
    say "PRAGMA integrity_check: $integrity"
    found=0
  fi
  return "$found"
}

# One line at the end. Without a single answer, nothing is known, so that is a failure too.
summarize() {
  echo "$done_kills kills, $checked answers checked, $lost lost, $unclean unclean starts"
  ((lost == 0 && unclean == 0 && checked > 0))
}

say "Building the sandbox and the load in Release ..."
for project in sandbox tests/measure/Load; do
  dotnet build "$root/$project" -c Release -v q --nologo --disable-build-servers >"$work/build.log" ||
    { cat "$work/build.log" >&2; fail "$project does not build."; }
done

sandbox=https://localhost:$(free_port)
mkdir -p "$data"
start 300 || { cat "$work/sandbox.log" >&2; fail "The sandbox did not start with a new database."; }
! explain_unclean || fail "The first start, which fills the database, is not clean."

say "Killing the sandbox $kills times ..."
while ((done_kills < kills)); do
  # bash reports on its error output that the sandbox was killed, and may do so during this wait.
  load kills "$sandbox" "$sandbox_pid" $((200 + RANDOM % 1801)) "$answers" 2>/dev/null ||
    { cat "$work/load.log" "$work/sandbox.log" >&2; fail "The load failed before kill $((done_kills + 1))."; }
  status=0
  wait "$sandbox_pid" 2>/dev/null || status=$?
  sandbox_pid=
  ((status == 128 + 9)) || { cat "$work/sandbox.log" >&2; fail "The sandbox ended with $status, and not by SIGKILL."; }
  done_kills=$((done_kills + 1))

  if ! start 15; then
    cat "$work/sandbox.log" >&2
    say "The sandbox did not answer within 15 s after kill $done_kills."
    unclean=$((unclean + 1))
    break
  fi
  load kept "$sandbox" "$answers" ||
    { cat "$work/load.log" "$work/sandbox.log" >&2; fail "The check after kill $done_kills failed."; }
  if explain_unclean; then
    say "The start after kill $done_kills is not clean."
    unclean=$((unclean + 1))
  fi

  read -r _ checked_now lost_now < <(grep '^kept ' "$work/load.log")
  checked=$((checked + checked_now))
  lost=$((lost + lost_now))
  if ((lost_now > 0)); then
    grep -v '^kept ' "$work/load.log" >&2
    say "Lost $lost_now answers by kill $done_kills."
  fi
done

summarize
