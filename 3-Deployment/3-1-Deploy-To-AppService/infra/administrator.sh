#!/usr/bin/env bash
# For azd, before it provisions: who is signed in to the Azure CLI becomes the administrator, unless somebody else was named.
set -euo pipefail

if [[ -n "${ADMINISTRATOR_OBJECT_ID:-}" && -n "${ADMINISTRATOR_NAME:-}" ]]; then
  exit 0
fi

if ! id=$(az ad signed-in-user show --query id --output tsv) || ! name=$(az ad signed-in-user show --query userPrincipalName --output tsv); then
  echo "Nobody is signed in to the Azure CLI as a person. Run 'az login', or name an administrator:" >&2
  echo "  azd env set ADMINISTRATOR_OBJECT_ID <object id>; azd env set ADMINISTRATOR_NAME <name>; azd env set ADMINISTRATOR_TYPE Group" >&2
  exit 1
fi

azd env set ADMINISTRATOR_OBJECT_ID "$id"
azd env set ADMINISTRATOR_NAME "$name"
