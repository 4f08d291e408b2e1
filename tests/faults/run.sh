#!/usr/bin/env bash
# Puts each fault of this folder into a copy of HEAD and finds out which tests notice it: applies the patch, builds,
# runs the tests that its line "Finds:" selects, and takes the patch back. Prints a Markdown table, one row as soon as
# its fault has ended, and the counts. Before that, it runs the same tests without a fault, because a test that fails
# anyway finds nothing. The patches are those of the working copy, so a new one can be tried before it is committed.
# A run of tests that ran none counts as not found: their tool is missing, or the filter selects nothing. Fails with 1
# when a fault is not found, does not compile or does not apply, and with 2 when it cannot begin. Needs git, the .NET
# SDK and, for some faults, what the tests need that find them (CONTRIBUTING.md).
# Usage: [ALL=1] run.sh [NN...]
#   NN...   the numbers of the faults; without them all
#   ALL=1   the whole suite for each fault, and not only the tests that its line names
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
faults=$root/tests/faults
all=${ALL:-}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDTERMINALLOGGER=off
export MSBUILDDISABLENODEREUSE=1 # nothing outlives the copy
# The tests write a result file, and a test that hangs ends the run. MSBuild reads these as properties, as in .ci/run.
export TestResultName=results TestHangTimeout=4m

say() { echo "$*" >&2; }
fail() { say "$*"; exit 2; }

for tool in dotnet git; do
  command -v "$tool" >/dev/null || fail "This needs $tool."
done

patches=()
if (($# == 0)); then
  patches=("$faults"/[0-9][0-9]-*.patch)
fi
for number in "$@"; do
  [[ "$number" =~ ^[0-9]{1,2}$ ]] || fail "'$number' is not the number of a fault. Usage: [ALL=1] run.sh [NN...]"
  patch=$(compgen -G "$faults/$(printf '%02d' "$((10#$number))")-*.patch") || fail "There is no fault $number."
  patches+=("$patch")
done

# line_of <patch> <name>: what stands behind the name, in the text before the diff.
line_of() { sed -n "/^diff --git /q; s/^$2: //p" "$1"; }
for patch in "${patches[@]}"; do
  [[ -n "$(line_of "$patch" Fault)" && -n "$(line_of "$patch" Finds)" ]] ||
    fail "${patch##*/} needs the lines 'Fault:' and 'Finds:' before the diff."
done

work=$(mktemp -d)
chmod 711 "$work" # PostgreSQL runs as another user where this one is root
tree=$work/copy
finish() {
  git -C "$root" worktree remove --force "$tree" 2>/dev/null || true
  rm -rf "$work"
  git -C "$root" worktree prune
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

git -C "$root" worktree add --quiet --detach "$tree" HEAD
project=$tree/tests/IdentityTutorial.Tests
results=$project/TestResults

build() { dotnet build "$project" -v q --nologo >"$work/build.log" 2>&1; }

# run_tests <filter>: runs the tests, or all of them with ALL=1. Sets outcome to the exit code of dotnet test.
run_tests() {
  local selection=(--filter "$1")
  [[ -z "$all" ]] || selection=()
  rm -rf "$results"
  outcome=0
  dotnet test --project "$project" --no-build "${selection[@]}" </dev/null >"$work/test.log" 2>&1 || outcome=$?
}

# total <counter>: one counter of the result file, or 0 without a file.
total() {
  local counters
  counters=$(grep -ho '<Counters [^>]*>' "$results"/*.trx 2>/dev/null | head -n 1) || true
  counters=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters")
  echo "${counters:-0}"
}

# failed_tests: the names of the tests that failed, without namespace and arguments, each once.
failed_tests() {
  { grep -ho '<UnitTestResult [^>]*outcome="Failed"[^>]*>' "$results"/*.trx 2>/dev/null || true; } |
    sed 's/.* testName="\([^"]*\)".*/\1/; s/(.*//' | awk -F. '{ print $(NF - 1) "." $NF }' | sort -u
}

found=0
not_found=0
broken=0

# judge: counts the fault whose tests have just run, and sets finder to the last cell of its row.
judge() {
  local failed names
  failed=$(total failed)
  if ((failed > 0)); then
    names=$(failed_tests)
    finder="$(head -n 3 <<<"$names" | sed 's/.*/`&`/' | paste -sd , | sed 's/,/, /g') ($failed failed)"
    found=$((found + 1))
  elif (($(total executed) == 0)); then
    finder="**not found** (no test ran)"
    not_found=$((not_found + 1))
  elif ((outcome != 0)); then
    # The fault ended or stopped the process of the tests, which is noticed as well.
    finder="the run did not end as it should (code $outcome)"
    found=$((found + 1))
  else
    finder="**not found** ($(total passed) passed)"
    not_found=$((not_found + 1))
  fi
}

say "Building HEAD ..."
build || { cat "$work/build.log" >&2; fail "HEAD does not build."; }

say "Running the tests without a fault ..."
union=$(for patch in "${patches[@]}"; do line_of "$patch" Finds | tr '|' '\n'; done | sort -u | paste -sd '|')
run_tests "$union"
((outcome == 0)) || { failed_tests >&2; tail -n 20 "$work/test.log" >&2; fail "Tests fail without a fault."; }

echo "| number | fault | found by |"
echo "|---|---|---|"
for patch in "${patches[@]}"; do
  name=${patch##*/}
  say "${name%.patch} ..."
  if ! git -C "$tree" apply "$patch" 2>"$work/apply.log"; then
    cat "$work/apply.log" >&2
    finder="does not apply"
    broken=$((broken + 1))
  elif ! build; then
    { grep -E ': error ' "$work/build.log" || true; } | sort -u | head -n 5 >&2
    finder="does not compile"
    broken=$((broken + 1))
  else
    run_tests "$(line_of "$patch" Finds)"
    judge
  fi
  echo "| ${name%%-*} | $(line_of "$patch" Fault) | $finder |"
  git -C "$tree" reset --quiet --hard
  git -C "$tree" clean -fdq
done

say "$found found, $not_found not found, $broken that do not apply or do not compile"
((not_found == 0 && broken == 0))
