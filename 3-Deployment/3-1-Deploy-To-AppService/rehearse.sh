#!/usr/bin/env bash
# Rehearses the deployment on this machine with real parts: two instances of the published app with the environment
# that App Service gives them, nginx with TLS in front, PostgreSQL behind, and the sandbox for Entra ID, Graph and the
# managed identity. It needs no secret and no internet.
#
# Usage: ./rehearse.sh            runs until Ctrl+C, then ends what it started and deletes what it wrote
#        ./rehearse.sh --check    ends by itself after the smoke test
#
# Needs the .NET SDK, and the Debian packages postgresql, nginx-light, openssl and curl. Environment variables:
#   SANDBOX                   the folder of the tutorial's sandbox, for a copy of this chapter outside the repository
#   REHEARSAL_FOLDER          a folder for all files, which must not exist yet; by default, a temporary folder
#   REHEARSAL_PORTS           six ports, in the order of the next line of code
#   REHEARSAL_CONFIGURATION   Debug or Release; by default, Release
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

# The ports on loopback. The redirect URI of the proxy is registered, so browsers have to use https://localhost:7130.
read -r proxy sandbox database sign_in first second <<<"${REHEARSAL_PORTS:-7130 7440 7432 7389 7138 7139}"
public="localhost:7130"

# Cookies ignore ports. By its IP address, this sandbox is another host for the browser than https://localhost:7443, so
# that neither of the two receives the cookies of the other one, which it cannot decrypt.
provider="https://127.0.0.1:$sandbox"
configuration="${REHEARSAL_CONFIGURATION:-Release}"
role="3-1 Deploy-To-AppService"
identity="3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a32"
tenant="f883241c-3907-4c64-b25d-29a884a930b1"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

postgres_folder() {
  local folder
  for folder in $(compgen -G '/usr/lib/postgresql/*/bin' | sort -Vr) $(dirname "$(command -v initdb || echo /none)"); do
    [[ -x "$folder/initdb" ]] && { echo "$folder"; return; }
  done
}

# PostgreSQL does not run as root. Debian's package creates an account for it.
as_postgres() {
  if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

sql() { as_postgres "$postgres/psql" --quiet --no-psqlrc --set ON_ERROR_STOP=1 --host "$work/db" --port "$database" --username postgres "$@"; }

wait_for() { # <what> <url> <pid>
  local try
  for ((try = 0; try < 300; try++)); do
    kill -0 "$3" 2>/dev/null || fail "$1 ended. Its log: $(tail -n 20 "$work/$1.log")"
    curl --silent --fail --max-time 2 --output /dev/null "$2" && return
    sleep 0.2
  done
  fail "$1 does not answer at $2. Its log: $(tail -n 20 "$work/$1.log")"
}

# Runs an instance. Like App Service, it starts the instance again when it has ended.
instance() { # <name> <port>
  local child=""
  trap 'kill "$child" 2>/dev/null; wait "$child"; exit 0' TERM
  cd "$work/$1"
  while :; do
    env ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS="http://localhost:$2" \
      WEBSITE_SITE_NAME=rehearsal WEBSITE_HOSTNAME="$public" \
      WEBSITE_INSTANCE_ID="$1-$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')" \
      IDENTITY_ENDPOINT="$provider/msi/token" IDENTITY_HEADER=sandbox-only-not-a-secret AZURE_CLIENT_ID="$identity" \
      AzureAd__Instance= AzureAd__Authority="$provider/$tenant/v2.0" \
      AzureAd__ClientId=3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a31 \
      AzureAd__ClientCredentials__0__ManagedIdentityClientId="$identity" \
      DownstreamApis__MicrosoftGraph__BaseUrl="$provider/v1.0" \
      ConnectionStrings__Database="Host=127.0.0.1;Port=$database;Database=app;Username=$role" \
      Database__UseEntraAuthentication=true \
      DataProtection__CertificatePath="$work/keys.p12" \
      ForwardedHeaders__KnownNetworks__0=127.0.0.1/32 ForwardedHeaders__KnownNetworks__1=::1/128 \
      SSL_CERT_FILE="$work/tls.pem" \
      dotnet DeployToAppService.dll &
    child=$!
    echo "$child" >"$work/$1.pid"
    wait "$child" || true
    sleep 1
  done
}

cleanup() {
  trap - EXIT INT TERM
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  [[ ! -f "$work/db/postmaster.pid" ]] || as_postgres "$postgres/pg_ctl" stop -D "$work/db" -m fast >/dev/null || true
  rm -rf "$work"
}

postgres="$(postgres_folder)"
[[ -n "$postgres" ]] || missing+=" postgresql"
nginx="$(PATH="$PATH:/usr/sbin" command -v nginx)" || missing+=" nginx-light"
for tool in openssl curl; do command -v "$tool" >/dev/null || missing+=" $tool"; done
[[ -z "${missing:-}" ]] || fail "The rehearsal needs more: sudo apt-get install$missing"
repository="$(cd "$here" && git rev-parse --show-toplevel 2>/dev/null || true)"
sandbox_folder="${SANDBOX:-$repository/sandbox}"
[[ -f "$sandbox_folder/Sandbox.csproj" ]] || fail "There is no sandbox in '$sandbox_folder'. Set SANDBOX to the folder of the tutorial's sandbox."

# The script deletes this folder at the end, so it must be one that the script has created: mkdir fails if it exists.
if [[ -n "${REHEARSAL_FOLDER:-}" ]]; then
  mkdir -p "$(dirname "$REHEARSAL_FOLDER")"
  mkdir "$REHEARSAL_FOLDER" 2>/dev/null ||
    fail "Cannot create '$REHEARSAL_FOLDER'. Set REHEARSAL_FOLDER to a folder that does not exist yet, because the script deletes it at the end."
  work="$(cd "$REHEARSAL_FOLDER" && pwd)"
else
  work="$(mktemp -d)"
fi
chmod 711 "$work"
started=()
trap cleanup EXIT
trap 'exit 130' INT TERM

say "Publishing the app, and building the sandbox"
dotnet publish "$here" --configuration "$configuration" --output "$work/first" --verbosity quiet --nologo
cp -r "$work/first" "$work/second"
dotnet build "$sandbox_folder" --configuration "$configuration" --verbosity quiet --nologo

say "Certificates: for https, and for the data protection keys"
dotnet dev-certs https --check >/dev/null 2>&1 || dotnet dev-certs https >/dev/null
dotnet dev-certs https --export-path "$work/tls.pem" --format Pem --no-password >/dev/null
export CURL_CA_BUNDLE="$work/tls.pem"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=data protection of the rehearsal" -keyout "$work/keys.key" -out "$work/keys.pem" 2>/dev/null
openssl pkcs12 -export -passout pass: -inkey "$work/keys.key" -in "$work/keys.pem" -out "$work/keys.p12"

say "The sandbox, on $provider"
(cd "$sandbox_folder" && exec dotnet "bin/$configuration/net10.0/Sandbox.dll" --urls "$provider" --no-chapters \
  "--Sandbox:Database=$work/sandbox.db" "--Sandbox:DatabaseSignInPort=$sign_in") >"$work/sandbox.log" 2>&1 &
started+=($!)
wait_for sandbox "$provider/sandbox/api/ready" $!

say "PostgreSQL, which asks the sandbox whether a password is a token of the managed identity"
install -d -m 700 "$work/db"
((EUID != 0)) || chown postgres:postgres "$work/db"
as_postgres "$postgres/initdb" -D "$work/db" -U postgres --auth-local=trust --auth-host=reject -E UTF8 --locale=C --no-sync >/dev/null
printf 'local all postgres trust\nhost app "%s" 127.0.0.1/32 ldap ldapserver=127.0.0.1 ldapport=%s ldapprefix="cn=" ldapsuffix=""\n' "$role" "$sign_in" |
  as_postgres tee "$work/db/pg_hba.conf" >/dev/null
as_postgres "$postgres/pg_ctl" start -D "$work/db" -l "$work/db/log" -w -o "-p $database -c listen_addresses=127.0.0.1 -c unix_socket_directories='$work/db'" >/dev/null
sql --dbname postgres --command "CREATE ROLE \"$role\" LOGIN" --command "CREATE DATABASE app"
sql --dbname app --set database=app --set role="$role" <"$here/infra/database/grant.sql"

say "Two instances, and nginx before them"
for name in first second; do
  instance "$name" "${!name}" >"$work/$name.log" 2>&1 &
  started+=($!)
  wait_for "$name" "http://localhost:${!name}/readyz" $!
done
sed -e "s|@folder@|$work|g" -e "s|@port@|$proxy|g" \
  -e "s|@instances@|server 127.0.0.1:$first max_fails=0; server 127.0.0.1:$second max_fails=0;|" "$here/rehearsal/nginx.conf" >"$work/nginx.conf"
"$nginx" -p "$work" -c "$work/nginx.conf" -e stderr >"$work/nginx.log" 2>&1 &
started+=($!)
wait_for nginx "https://localhost:$proxy/healthz" $!

# Without --check, the rehearsal goes on after a failed test: a learner who breaks a part wants to see what the app does.
verdict=0
SMOKE_TEST_TRIES=5 "$here/infra/smoke-test.sh" "https://localhost:$proxy" || verdict=$?
[[ "${1:-}" != --check ]] || exit "$verdict"

cat <<END

  The app        https://$public    sign in as alice@contoso.example with the password Sandbox-2026!
  The sandbox    $provider    its scenarios are faults that you turn on
  The logs       $work/first.log
                 $work/second.log

  To see that the instances share sessions, reload https://$public/Instance.

  To end an instance, which starts again after a second:
      kill $(cat "$work/first.pid")

  To restart the database:
      $( ((EUID == 0)) && echo 'setpriv --reuid=postgres --regid=postgres --init-groups ')$postgres/pg_ctl restart -m fast -D $work/db

  Ctrl+C ends all of it, and deletes what it wrote.
END
wait -n "${started[0]}" "${started[3]}" || true
fail "The sandbox or nginx ended. Their logs: $(tail -n 10 "$work/sandbox.log" "$work/nginx.log")"
