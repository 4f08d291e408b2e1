// Where logs go: a workspace to search in, and a storage account that keeps them cheaply for a year.
@description('What makes names unique: the 13 characters of uniqueString().')
@minLength(13)
@maxLength(13)
param suffix string
param location string
param tags object
param retentionDays int
param archiveSku string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

// The app speaks OTLP and no other protocol, so nothing arrives here until an OpenTelemetry collector forwards to it.
resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${suffix}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true // the connection string alone sends nothing: a sender needs a role
  }
}

resource archive 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'st${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: archiveSku }
  properties: {
    accessTier: 'Cool'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false // no account key and no SAS made from one: people and services use Entra ID
    defaultToOAuthAuthentication: true
    allowCrossTenantReplication: false
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices' // Azure Monitor writes as a trusted service
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: archive
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 14 }
  }
}

// Logs name people. They are not kept for ever.
resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: archive
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-logs-after-a-year'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['appendBlob', 'blockBlob'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 365 } } }
          }
        }
      ]
    }
  }
}

// Who read the archive. Not into the archive itself: each entry would write the next.
resource blobsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobs
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

// Who queried the logs.
resource workspaceDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-archive'
  scope: workspace
  properties: {
    storageAccountId: archive.id
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output workspaceId string = workspace.id
output archiveId string = archive.id
output applicationInsightsName string = applicationInsights.name
