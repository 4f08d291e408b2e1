#!/usr/bin/env bash
# What a template cannot do: make the certificate in the vault, and the app's role in the database. May be run again.
# azd runs it after it provisioned, and deploy.sh after its first deployment; both pass the deployment's outputs as variables.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

: "${AZURE_RESOURCE_GROUP:?}" "${KEY_VAULT_NAME:?}" "${DATABASE_SERVER_NAME:?}" "${DATABASE_HOST:?}" "${DATABASE_NAME:?}"
: "${IDENTITY_NAME:?}" "${IDENTITY_PRINCIPAL_ID:?}" "${ADMINISTRATOR_NAME:?}"

certificate=data-protection
# By its address in the API: the options of the az command for it have changed names between versions.
firewall_rule="/subscriptions/{subscriptionId}/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.DBforPostgreSQL\
/flexibleServers/$DATABASE_SERVER_NAME/firewallRules/prepare-$$?api-version=2025-08-01"
here="${OPERATOR_IP:-$(curl --fail --silent --show-error --max-time 20 https://api.ipify.org)}"
if [[ ! "$here" =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]]; then
  echo "The vault and the database have to let in the IPv4 address you come from, and '$here' is none. Set OPERATOR_IP." >&2
  exit 1
fi

# Whatever happens, the doors are closed again.
close_doors() {
  az keyvault network-rule remove --name "$KEY_VAULT_NAME" --ip-address "$here/32" --output none || true
  az rest --method delete --url "$firewall_rule" --output none || true
}
trap close_doors EXIT

echo "Opening the vault and the database for $here …"
az keyvault network-rule add --name "$KEY_VAULT_NAME" --ip-address "$here/32" --output none
az rest --method put --url "$firewall_rule" --output none \
  --body "{\"properties\": {\"startIpAddress\": \"$here\", \"endIpAddress\": \"$here\"}}"

# A new role assignment and a new network rule take a while to hold.
eventually() {
  local try
  for try in {1..20}; do
    "$@" && return
    echo "Not yet ($try of 20): $*" >&2
    sleep "${RETRY_SECONDS:-15}"
  done
  return 1
}

certificate_exists() {
  local names
  names=$(az keyvault certificate list --vault-name "$KEY_VAULT_NAME" --query '[].name' --output tsv) || return 2
  grep --quiet --line-regexp "$certificate" <<<"$names"
}

create_certificate() {
  local state=0
  certificate_exists || state=$?
  case "$state" in
    0) echo "The certificate is there." ;;
    # A second version would replace the first within a day, and nobody could read the keys that the first protects.
    1) az keyvault certificate create --vault-name "$KEY_VAULT_NAME" --name "$certificate" --policy @certificate-policy.json --output none ;;
    *) return 1 ;;
  esac
}
eventually create_certificate

# The token is the password, for the next hour. It goes through the environment, where no list of processes shows it.
run_sql() {
  PGPASSWORD="$(az account get-access-token --resource-type oss-rdbms --query accessToken --output tsv)" psql --no-psqlrc --quiet \
    --set ON_ERROR_STOP=1 --set role="$IDENTITY_NAME" --set object_id="$IDENTITY_PRINCIPAL_ID" --set database="$DATABASE_NAME" \
    --file "$2" "host=$DATABASE_HOST dbname=$1 user='$ADMINISTRATOR_NAME' sslmode=verify-full sslrootcert=system connect_timeout=20"
}
eventually run_sql postgres database/create-role.sql
eventually run_sql "$DATABASE_NAME" database/grant.sql

# The next provisioning gives the certificate to App Service.
if command -v azd >/dev/null && [[ -n "${AZURE_ENV_NAME:-}" ]]; then
  azd env set DATA_PROTECTION_CERTIFICATE "$certificate"
fi
echo "The database and the certificate are ready."
