#!/usr/bin/env bash
# Compares what chapter 1-1's home page costs signed in and signed out: CPU time of the chapter's process for one request,
# under load by wrk, alternating in one run. Starts sandbox and chapter itself, in Release, on free loopback ports, and
# ends them. Needs wrk and curl (`sudo apt-get install wrk curl`). Takes about a minute after the build.
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
chapter=$root/1-Authentication/1-1-AzureAD-SignIn
tenant=f883241c-3907-4c64-b25d-29a884a930b1
rounds=${ROUNDS:-5}
seconds=${SECONDS_PER_ROUND:-4}

for tool in wrk curl dotnet; do
  command -v "$tool" >/dev/null || { echo "This needs $tool." >&2; exit 2; }
done

work=$(mktemp -d)
pids=()
finish() {
  ((${#pids[@]} == 0)) || kill -TERM "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

fail() { echo "$*" >&2; exit 1; }

# A port that refuses connections right now.
free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# start <folder> <assembly> <port> <name=value...> -- <arguments...>
start() {
  local folder=$1 assembly=$2 port=$3 settings=()
  shift 3
  while [[ $1 != -- ]]; do settings+=("$1"); shift; done
  shift
  (cd "$folder" && exec env ASPNETCORE_ENVIRONMENT=Development SSL_CERT_FILE="$work/certificate.crt" Logging__LogLevel__Default=Warning \
    "${settings[@]}" dotnet "bin/Release/net10.0/$assembly.dll" --urls "https://localhost:$port" "$@") </dev/null >"$work/$assembly.log" 2>&1 &
  pids+=("$!")
  for _ in {1..300}; do
    curl --silent --insecure --output /dev/null --max-time 5 "https://localhost:$port/" && return
    kill -0 "$!" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/$assembly.log" >&2
  fail "$assembly did not answer on port $port."
}

# A browser for one person: follows redirects, keeps cookies, and knows the chapter under its registered address.
browse() {
  curl --silent --show-error --insecure --location --max-time 30 --connect-to "localhost:7111:localhost:$chapter_port" \
    --cookie "$work/cookies" --cookie-jar "$work/cookies" --output "$work/page.html" --write-out '%{url_effective}' "$@"
}

decode() { sed -e 's/&#x2B;/+/g; s/&#x2F;/\//g; s/&#x3D;/=/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'; }
attribute() { sed -n "s/.* $1=\"\([^\"]*\)\".*/\1/p" | decode; }

# submit <page's address> <name=value...>: the first form of the page with its hidden fields and the given ones.
submit() {
  local address=$1 tag action form=()
  shift
  action=$(tr '\n' ' ' <"$work/page.html" | grep -o '<form[^>]*>' | head -n 1 | attribute action)
  case $action in
    https://*) ;;
    /*) action=$(sed 's|^\(https://[^/]*\).*|\1|' <<<"$address")$action ;;
    *) action=$address ;;
  esac
  while read -r tag; do
    form+=(--data-urlencode "$(attribute name <<<"$tag")=$(attribute value <<<"$tag")")
  done < <(tr '\n' ' ' <"$work/page.html" | sed 's|</form>.*||' | grep -o '<input[^>]*type="hidden"[^>]*>')
  for tag in "$@"; do form+=(--data-urlencode "$tag"); done
  browse "${form[@]}" "$action"
}

cpu_ticks() { awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }

# load <signed-in|signed-out>: prints "ticks requests".
load() {
  local headers=() before after requests
  [[ $1 == signed-out ]] || headers=(-H "Cookie: $session")
  before=$(cpu_ticks "$chapter_pid")
  wrk -t1 -c8 -d"${seconds}s" "${headers[@]}" "https://localhost:$chapter_port/" >"$work/wrk.txt"
  after=$(cpu_ticks "$chapter_pid")
  grep -q 'Non-2xx' "$work/wrk.txt" && { cat "$work/wrk.txt" >&2; fail "The $1 home page did not answer with 200."; }
  requests=$(sed -n 's/^ *\([0-9]*\) requests in .*/\1/p' "$work/wrk.txt")
  echo "$((after - before)) $requests"
}

dotnet build "$chapter" -c Release -v q --nologo >/dev/null
dotnet build "$root/sandbox" -c Release -v q --nologo >/dev/null
dotnet dev-certs https --export-path "$work/certificate.crt" --format PEM --no-password >/dev/null

sandbox_port=$(free_port)
chapter_port=$(free_port)
start "$root/sandbox" Sandbox "$sandbox_port" -- --no-chapters "--Sandbox:Database=$work/sandbox.db"
start "$chapter" AzureADSignIn "$chapter_port" "AzureAd__Authority=https://localhost:$sandbox_port/$tenant/v2.0" --
chapter_pid=${pids[1]}

address=$(browse https://localhost:7111/MicrosoftIdentity/Account/SignIn)
address=$(submit "$address" account=alice@contoso.example)
if grep -q 'name="consent"' "$work/page.html"; then
  address=$(submit "$address" consent=accept)
fi
if grep -q 'name="code"' "$work/page.html"; then
  submit "$address" >/dev/null # the form_post page
fi
session=$(awk '$6 ~ /^__Host-AzureADSignIn/ { printf "%s%s=%s", separator, $6, $7; separator = "; " }' "$work/cookies")
[[ -n "$session" ]] || { cat "$work/page.html" >&2; fail "Signing in as Alice left no session cookie."; }
browse "https://localhost:7111/" >/dev/null
grep -q 'Alice' "$work/page.html" || fail "The home page does not greet Alice."

# Until the runtime has compiled the busy methods for good, numbers fall from round to round.
for ((round = 1; round <= 3; round++)); do
  for kind in signed-out signed-in; do load "$kind" >/dev/null; done
done

for ((round = 1; round <= rounds; round++)); do
  for kind in signed-out signed-in; do
    echo "$kind $(load "$kind")"
  done
done | tee "$work/rounds.txt" | awk -v hertz="$(getconf CLK_TCK)" '{ printf "  %-10s %6d requests, %.3f ms of CPU time each\n", $1, $3, $2 * 1000 / hertz / $3 }'

awk '{ ticks[$1] += $2; requests[$1] += $3 }
  END { printf "Signed in costs %.2f times signed out (at most 1.3)\n", (ticks["signed-in"] / requests["signed-in"]) / (ticks["signed-out"] / requests["signed-out"]) }' "$work/rounds.txt"
