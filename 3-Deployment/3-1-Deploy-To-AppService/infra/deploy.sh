#!/usr/bin/env bash
# Everything with the Azure CLI alone: environment, preparation, app, test, swap. May be run again; then it updates.
# Needs az, dotnet, psql 16 or later, jq, zip and curl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() { echo "$*" >&2; exit 2; }
usage="Usage: infra/deploy.sh --environment <name> --location <region> [--size small|scaled-out] [--github <owner/repository>]"

environment="" location="" size=small github=""
while (($# > 0)); do
  [[ -n "${2:-}" ]] || fail "$usage"
  case "$1" in
    --environment) environment="$2" ;;
    --location) location="$2" ;;
    --size) size="$2" ;;
    --github) github="$2" ;;
    *) fail "$usage" ;;
  esac
  shift 2
done
[[ -n "$environment" && -n "$location" ]] || fail "$usage"
for tool in az dotnet psql jq zip curl; do
  command -v "$tool" >/dev/null || fail "'$tool' is not installed."
done

# Who prepares the database and the certificate: the person signed in, unless somebody else is named.
ADMINISTRATOR_NAME="${ADMINISTRATOR_NAME:-$(az ad signed-in-user show --query userPrincipalName --output tsv)}"
ADMINISTRATOR_OBJECT_ID="${ADMINISTRATOR_OBJECT_ID:-$(az ad signed-in-user show --query id --output tsv)}"
export ADMINISTRATOR_NAME

# Deploys the template, and exports its outputs under their names.
deployment="deploy-to-app-service-$environment"
provision() {
  local outputs name value
  outputs=$(az deployment sub create --name "$deployment" --location "$location" --template-file infra/main.bicep \
    --parameters environmentName="$environment" location="$location" size="$size" githubRepository="$github" \
    administratorObjectId="$ADMINISTRATOR_OBJECT_ID" administratorName="$ADMINISTRATOR_NAME" administratorType="${ADMINISTRATOR_TYPE:-User}" \
    telemetryEndpoint="${TELEMETRY_ENDPOINT:-}" dataProtectionCertificate="$1" \
    --query properties.outputs --output json)
  # Azure returns the names in a case of its own.
  while IFS='=' read -r name value; do
    export "$name=$value"
  done < <(jq --raw-output 'to_entries[] | "\(.key | ascii_upcase)=\(.value.value)"' <<<"$outputs")
}

# The first deployment makes the vault and the second loads the certificate out of it. After that, one does.
certificate=$(az deployment sub show --name "$deployment" --query properties.parameters.dataProtectionCertificate.value --output tsv 2>/dev/null || true)
provision "$certificate"
infra/prepare.sh
[[ -n "$certificate" ]] || provision data-protection

work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT
dotnet publish --configuration Release --output "$work/app"
(cd "$work/app" && zip --quiet --recurse-paths "$work/app.zip" .)

app=(--resource-group "$AZURE_RESOURCE_GROUP" --name "$AZURE_WEBAPP_NAME")
az webapp deploy "${app[@]}" --slot staging --type zip --src-path "$work/app.zip" --output none
infra/smoke-test.sh "https://$STAGING_HOST_NAME"
az webapp deployment slot swap "${app[@]}" --slot staging --target-slot production --output none
infra/smoke-test.sh "https://$WEB_HOST_NAME"

echo "Deployed to https://$WEB_HOST_NAME"
[[ -z "$github" ]] || echo "For GitHub: AZURE_CLIENT_ID=$PIPELINE_CLIENT_ID AZURE_RESOURCE_GROUP=$AZURE_RESOURCE_GROUP AZURE_WEBAPP_NAME=$AZURE_WEBAPP_NAME"
