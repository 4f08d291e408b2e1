#!/usr/bin/env bash
# Checks that a deployment is live and ready, and that its sign-in names the address that browsers use.
# Usage: infra/smoke-test.sh https://<host>
set -euo pipefail

base="${1:?Usage: infra/smoke-test.sh https://<host>}"
base="${base%/}"
host="${base#*://}"
tries="${SMOKE_TEST_TRIES:-30}"

status() { curl --silent --output /dev/null --max-time 20 --write-out '%{http_code}' "$base$1" || true; }

# An app that has just been deployed takes a while to start.
expect_ok() {
  local try code=""
  for ((try = 1; try <= tries; try++)); do
    code=$(status "$1")
    if [[ "$code" == 200 ]]; then
      echo "$1: 200"
      return
    fi
    ((try == tries)) || sleep "${SMOKE_TEST_SECONDS:-10}"
  done
  echo "$base$1 answered $code and not 200 after $tries tries. $2" >&2
  exit 1
}

expect_ok /healthz "The app does not run: see its log stream."
expect_ok /readyz "The app runs but cannot use something it needs: the database role (infra/prepare.sh), the database's firewall, or the sign-in authority."

location=$(curl --silent --show-error --output /dev/null --max-time 20 --write-out '%{redirect_url}' "$base/MicrosoftIdentity/Account/SignIn")
if [[ "$location" != https://*/oauth2/v2.0/authorize\?* ]]; then
  echo "Sign-in should lead to the provider over https, and leads to '${location%%\?*}'. Open the home page, which names a problem with the proxy, and check that App Service authentication is off and AzureAd__ClientId is set." >&2
  exit 1
fi

wanted="redirect_uri=https%3A%2F%2F${host//:/%3A}%2Fsignin-oidc"
if [[ "&${location#*\?}&" != *"&$wanted&"* ]]; then
  echo "Sign-in asks to come back to another address than https://$host/signin-oidc: is ForwardedHeaders__KnownNetworks complete?" >&2
  exit 1
fi
echo "Sign-in: comes back to https://$host/signin-oidc"
