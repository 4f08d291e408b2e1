#!/usr/bin/env bash
# Compares what a signed-in request costs with two instances of chapter 3-1 behind the proxy and with one: CPU time of the app's processes for
# one request of the profile page, under load by wrk, one connection for each instance, alternating in one run. The parts are those of the chapter's rehearsal, on free loopback ports.
# Fails when two instances cost more than 1.1 times one. Needs wrk besides what the rehearsal needs. Takes about three minutes.
set -euo pipefail

root=$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)
chapter=$root/3-Deployment/3-1-Deploy-To-AppService
rounds=${ROUNDS:-6}
seconds=${SECONDS_PER_ROUND:-5}

for tool in wrk curl; do
  command -v "$tool" >/dev/null || { echo "This needs $tool." >&2; exit 2; }
done
fail() { echo "$*" >&2; exit 1; }

work=$(mktemp -d)
chmod 711 "$work" # PostgreSQL runs as another user where this one is root
finish() {
  [[ -z "${rehearsal:-}" ]] || { kill -TERM "$rehearsal" 2>/dev/null || true; wait "$rehearsal" 2>/dev/null || true; }
  rm -rf "$work"
}
trap finish EXIT

read -r -a ports <<<"$(for ((i = 0; i < 6; i++)); do echo -n "$((20000 + i * 2000 + RANDOM % 2000)) "; done)"
proxy=${ports[0]}
REHEARSAL_PORTS="${ports[*]}" REHEARSAL_FOLDER="$work/parts" "$chapter/rehearse.sh" >"$work/rehearsal.log" 2>&1 &
rehearsal=$!
until grep -q 'Ctrl+C ends all of it' "$work/rehearsal.log"; do
  kill -0 "$rehearsal" 2>/dev/null || { cat "$work/rehearsal.log" >&2; fail "The rehearsal ended."; }
  sleep 0.5
done
parts=$work/parts

# A browser for one person: follows redirects, keeps cookies, and knows the app under its registered address.
browse() {
  curl --silent --show-error --cacert "$parts/tls.pem" --location --max-time 30 --connect-to "localhost:7130:localhost:$proxy" \
    --cookie "$work/cookies" --cookie-jar "$work/cookies" --output "$work/page.html" --write-out '%{url_effective}' "$@"
}
decode() { sed -e 's/&#x2B;/+/g; s/&#x2F;/\//g; s/&#x3D;/=/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'; }
attribute() { sed -n "s/.* $1=\"\([^\"]*\)\".*/\1/p" | decode; }
submit() { # <page's address> <name=value...>: the page's first form with its hidden fields and the given ones
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

address=$(browse https://localhost:7130/MicrosoftIdentity/Account/SignIn)
address=$(submit "$address" account=alice@contoso.example)
! grep -q 'name="code"' "$work/page.html" || submit "$address" >/dev/null # the form_post page
session=$(awk '$6 ~ /^__Host-DeployToAppService/ { printf "%s%s=%s", separator, $6, $7; separator = "; " }' "$work/cookies")
[[ -n "$session" ]] || { cat "$work/page.html" >&2; fail "Signing in as Alice left no session cookie."; }

# The size that shared-cache.sh takes for a person's entry.
psql=(psql --host "$parts/db" --port "${ports[2]}" --username postgres --dbname app --no-align --tuples-only)
((EUID != 0)) || psql=(setpriv --reuid=postgres --regid=postgres --init-groups "${psql[@]}")
echo "Alice's entry in the token cache: $("${psql[@]}" --command 'SELECT octet_length(value) FROM deploy_to_app_service.tokens') bytes"

cpu_ticks() { awk '{ sub(/^.*\) /, ""); sum += $12 + $13 } END { print sum }' "/proc/$(cat "$parts/first.pid")/stat" "/proc/$(cat "$parts/second.pid")/stat"; }

route() { # <one|two>
  local other="server 127.0.0.1:${ports[5]} max_fails=0;"
  [[ $1 == two ]] || other=""
  sed -i "s|^\( *server 127.0.0.1:${ports[4]} max_fails=0;\).*|\1 $other|" "$parts/nginx.conf"
  kill -HUP "$(cat "$parts/nginx.pid")"
  sleep 0.5
}

load() { # <one|two>: prints "ticks requests"
  local before after requests
  route "$1"
  before=$(cpu_ticks)
  wrk -t1 -c"$([[ $1 == two ]] && echo 2 || echo 1)" -d"${seconds}s" -H "Host: localhost:7130" -H "Cookie: $session" "https://localhost:$proxy/profile" >"$work/wrk.txt"
  after=$(cpu_ticks)
  ! grep -q 'Non-2xx' "$work/wrk.txt" || { cat "$work/wrk.txt" >&2; fail "The profile did not answer with 200."; }
  requests=$(sed -n 's/^ *\([0-9]*\) requests in .*/\1/p' "$work/wrk.txt")
  echo "$((after - before)) $requests"
}

# Until the runtime has compiled the busy methods for good, numbers fall from round to round; both instances have to get there.
for ((round = 1; round <= 6; round++)); do load two >/dev/null; done
load one >/dev/null

for ((round = 1; round <= rounds; round++)); do
  for kind in one two; do echo "$kind $(load "$kind")"; done
done | tee "$work/rounds.txt" | awk -v hertz="$(getconf CLK_TCK)" '{ printf "  %-4s %6d requests, %.3f ms of CPU time each\n", $1, $3, $2 * 1000 / hertz / $3 }'

awk '{ ticks[$1] += $2; requests[$1] += $3 }
  END {
    ratio = (ticks["two"] / requests["two"]) / (ticks["one"] / requests["one"])
    printf "A request costs %.2f times with two instances what it costs with one (at most 1.1)\n", ratio
    exit ratio > 1.1
  }' "$work/rounds.txt"
