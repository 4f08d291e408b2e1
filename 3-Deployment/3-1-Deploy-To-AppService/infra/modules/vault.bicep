// Holds one thing: the certificate that protects the data-protection keys. The app itself has no access; App Service hands it the certificate as a file.
extension microsoftGraphV1

param name string
param location string
param tags object
param administratorObjectId string
param administratorType string
param workspaceId string
param archiveId string

var certificateUser = 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba'
var certificatesOfficer = 'a4417e6f-fecd-4de8-b567-7b0420556985'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true // without the certificate nobody can read the keys again: every session and every cached token would be lost
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false // no template may read a secret out of it
    publicNetworkAccess: 'Enabled' // prepare.sh opens it for one address, and closes it again
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices' // App Service imports the certificate as a trusted service
    }
  }
}

// App Service itself, a service principal that every tenant has. Its application id is the same in all of the public cloud.
resource appService 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: 'abfa0a7c-a6b6-4736-8310-5855508787cd'
}

resource appServiceReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, 'app-service', certificateUser)
  scope: vault
  properties: {
    principalId: appService.id
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', certificateUser)
  }
}

resource administratorCreates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, administratorObjectId, certificatesOfficer)
  scope: vault
  properties: {
    principalId: administratorObjectId
    principalType: administratorType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', certificatesOfficer)
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace-and-archive'
  scope: vault
  properties: {
    workspaceId: workspaceId
    storageAccountId: archiveId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output name string = vault.name
