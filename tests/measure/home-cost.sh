#!/usr/bin/env bash
# Compares the signed-in home page of chapter 1-1 with the signed-in home page of `dotnet new mvc` with a cookie sign-in:
# CPU time of the app's process for one request, under load by wrk on both at the same time. Makes the second app, starts
# both and the sandbox, in Release, on free loopback ports, and ends them. Needs wrk and curl
# (`sudo apt-get install wrk curl`). Takes about a minute after the build.
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

# load <chapter|template>: prints "<kind> ticks requests".
load() {
  local pid port cookie before after requests report=$work/$1-wrk.txt
  case $1 in
    chapter) pid=$chapter_pid port=$chapter_port cookie=$session ;;
    template) pid=$template_pid port=$template_port cookie=$template_session ;;
  esac
  before=$(cpu_ticks "$pid")
  wrk -t1 -c4 -d"${seconds}s" -H "Cookie: $cookie" "https://localhost:$port/" >"$report"
  after=$(cpu_ticks "$pid")
  grep -q 'Non-2xx' "$report" && { cat "$report" >&2; fail "The home page of the $1 did not answer with 200."; }
  requests=$(sed -n 's/^ *\([0-9]*\) requests in .*/\1/p' "$report")
  echo "$1 $((after - before)) $requests"
}

# Loads both apps at the same time, so that what else the machine does slows both.
load_both() {
  local template
  load template >"$work/template-load.txt" &
  template=$!
  load chapter
  wait "$template"
  cat "$work/template-load.txt"
}

# The template, with a cookie sign-in as the documentation of the cookie handler shows it, and the name of the user in the
# layout. Its session holds as much as Alice's does in the chapter, because reading a session costs by its length.
make_template() {
  dotnet new mvc --output "$work/template" --name Template --no-restore >/dev/null
  cat >"$work/template/Program.cs" <<'PROGRAM'
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
var app = builder.Build();
app.UseHttpsRedirection();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapStaticAssets();
app.MapGet("/sign-in", (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
    [new(ClaimTypes.Name, "Alice"), .. Enumerable.Range(1, 14).Select(number => new Claim(
        $"claim-{number}", Guid.NewGuid().ToString(), ClaimValueTypes.String, "https://localhost:7443/f883241c-3907-4c64-b25d-29a884a930b1/v2.0"))],
    "password"))));
app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}").WithStaticAssets();
app.Run();
PROGRAM
  sed -i 's|<main role="main"|<p>@User.Identity?.Name</p><main role="main"|' "$work/template/Views/Shared/_Layout.cshtml"
  dotnet build "$work/template" -c Release -v q --nologo >/dev/null
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

make_template
template_port=$(free_port)
start "$work/template" Template "$template_port" --
template_pid=${pids[2]}
curl --silent --insecure --cookie-jar "$work/template-cookies" --output /dev/null "https://localhost:$template_port/sign-in"
template_session=$(awk '$6 ~ /^.AspNetCore.Cookies/ { printf "%s=%s", $6, $7 }' "$work/template-cookies")
curl --silent --insecure --header "Cookie: $template_session" "https://localhost:$template_port/" | grep -q 'Alice' ||
  fail "The home page of the template does not greet Alice."

echo "Session cookies: chapter ${#session} bytes, template ${#template_session} bytes."

# Until the runtime has compiled the busy methods for good, numbers fall from round to round.
for ((round = 1; round <= 3; round++)); do load_both >/dev/null; done

for ((round = 1; round <= rounds; round++)); do
  load_both
done | tee "$work/rounds.txt" | awk -v hertz="$(getconf CLK_TCK)" '{ printf "  %-10s %6d requests, %.3f ms of CPU time each\n", $1, $3, $2 * 1000 / hertz / $3 }'

# The median of the rounds: one round in which the machine does something else does not count.
awk '{ cost[$1] = $2 / $3 } cost["chapter"] && cost["template"] { print cost["chapter"] / cost["template"]; delete cost }' "$work/rounds.txt" |
  sort -n | awk '{ ratio[NR] = $1 } END { printf "The chapter costs %.2f times the template (at most 1.3)\n", ratio[int((NR + 1) / 2)] }'
