#!/usr/bin/env bash
# Compares what an access token from a warm cache costs through ITokenAcquisition and through MSAL.NET alone: time and
# allocations, by BenchmarkDotNet in one process. No network, no ports. Fails when the time is above 1.5 times MSAL.NET's.
# Takes a minute to a minute and a half after the build.
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
project=$root/tests/measure/TokenCacheHit

command -v dotnet >/dev/null || { echo "This needs dotnet." >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build "$project" -c Release -v q --nologo >/dev/null

outcome=0
dotnet "$project/bin/Release/net10.0/TokenCacheHit.dll" >"$work/run.txt" 2>&1 || outcome=$?
if ! grep -q '^ITokenAcquisition : ' "$work/run.txt" || grep -q 'NaN' "$work/run.txt"; then
  cat "$work/run.txt" >&2
  echo "A benchmark failed; its message is above." >&2
  exit 1
fi

grep '^| .*|$' "$work/run.txt"
grep '^ITokenAcquisition : ' "$work/run.txt"
((outcome == 0)) || echo "A warm cache hit costs too much." >&2
exit "$outcome"
