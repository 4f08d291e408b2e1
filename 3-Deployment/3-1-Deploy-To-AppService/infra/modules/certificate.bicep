// App Service fetches the certificate from the vault and lays it into the containers of this plan as a file.
param location string
param tags object
param planName string
param vaultName string
param certificateName string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' existing = {
  name: planName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource certificate 'Microsoft.Web/certificates@2025-03-01' = {
  name: '${vaultName}-${certificateName}'
  location: location
  tags: tags
  properties: {
    keyVaultId: vault.id
    keyVaultSecretName: certificateName // a certificate's private key lies under the secret of the same name
    serverFarmId: plan.id
  }
}

output thumbprint string = certificate.properties.thumbprint
