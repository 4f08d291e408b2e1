// The whole environment, without a secret in it. README.md in this folder says how it is checked, and which facts it rests on.
targetScope = 'subscription'

@description('The name of this environment, for example prod. It is part of every name.')
@minLength(2)
@maxLength(16)
param environmentName string

@description('The region. For the scaled-out size it needs availability zones.')
param location string

@description('How large: one of the files in sizes/, each with a note of what it costs.')
@allowed(['small', 'scaled-out'])
param size string = 'small'

@description('Who prepares the database and creates the certificate: the object id of a person, group or service principal.')
param administratorObjectId string

@description('The name under which the administrator signs in to PostgreSQL: the user principal name, or the display name of a group or service principal.')
param administratorName string

@allowed(['User', 'Group', 'ServicePrincipal'])
param administratorType string = 'User'

@description('The name of the certificate in the key vault that protects the data-protection keys. Empty on the first deployment, which creates the vault for it.')
param dataProtectionCertificate string = ''

@description('Where the app sends traces and metrics (OTLP). Empty: it sends none.')
param telemetryEndpoint string = ''

@description('The GitHub repository (owner/name) whose environment "production" may deploy the app. Empty: none.')
param githubRepository string = ''

@description('What a size decides. Both files in sizes/ give a value for each of these, and for nothing else.')
@sealed()
type sizeType = {
  costNote: string
  planSku: string
  @minValue(1)
  instances: int
  @minValue(1)
  maximumInstances: int
  zoneRedundant: bool
  databaseSku: string
  databaseTier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized'
  databaseStorageGb: int
  @minValue(7)
  @maxValue(35)
  databaseBackupDays: int
  databasePoolSize: int
  archiveSku: 'Standard_LRS' | 'Standard_ZRS'
  @minValue(30)
  @maxValue(730)
  logRetentionDays: int
}

var sizes { small: sizeType, 'scaled-out': sizeType } = {
  small: loadJsonContent('sizes/small.json')
  'scaled-out': loadJsonContent('sizes/scaled-out.json')
}
var chosen = sizes[size]
var suffix = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    retentionDays: chosen.logRetentionDays
    archiveSku: chosen.archiveSku
  }
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-${environmentName}-${suffix}'
    location: location
    tags: tags
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${suffix}'
    location: location
    tags: tags
    administratorObjectId: administratorObjectId
    administratorType: administratorType
    workspaceId: monitoring.outputs.workspaceId
    archiveId: monitoring.outputs.archiveId
  }
}

module database 'modules/database.bicep' = {
  scope: group
  params: {
    name: 'psql-${toLower(environmentName)}-${suffix}' // lower case, because it becomes a host name
    location: location
    tags: tags
    sku: chosen.databaseSku
    tier: chosen.databaseTier
    storageGb: chosen.databaseStorageGb
    backupDays: chosen.databaseBackupDays
    zoneRedundant: chosen.zoneRedundant
    administratorObjectId: administratorObjectId
    administratorName: administratorName
    administratorType: administratorType
    workspaceId: monitoring.outputs.workspaceId
    archiveId: monitoring.outputs.archiveId
  }
}

module web 'modules/web.bicep' = {
  scope: group
  params: {
    name: 'app-${environmentName}-${suffix}'
    location: location
    tags: tags
    sku: chosen.planSku
    instances: chosen.instances
    zoneRedundant: chosen.zoneRedundant
    identityId: identity.outputs.id
    workspaceId: monitoring.outputs.workspaceId
    archiveId: monitoring.outputs.archiveId
  }
}

module autoscale 'modules/autoscale.bicep' = if (chosen.maximumInstances > chosen.instances) {
  scope: group
  params: {
    location: location
    tags: tags
    planName: web.outputs.planName
    minimum: chosen.instances
    maximum: chosen.maximumInstances
    workspaceId: monitoring.outputs.workspaceId
    archiveId: monitoring.outputs.archiveId
  }
}

// The database lets in the addresses of this app and nobody else.
module databaseAccess 'modules/database-access.bicep' = {
  scope: group
  params: {
    serverName: database.outputs.serverName
    addresses: split(web.outputs.possibleOutboundIpAddresses, ',')
  }
}

module registration 'modules/registration.bicep' = {
  scope: group
  params: {
    displayName: 'Deploy to App Service (${environmentName})'
    uniqueName: 'deploy-to-app-service-${environmentName}-${suffix}'
    hostName: web.outputs.hostName
    stagingHostName: web.outputs.stagingHostName
    identityPrincipalId: identity.outputs.principalId
  }
}

module certificate 'modules/certificate.bicep' = if (!empty(dataProtectionCertificate)) {
  scope: group
  params: {
    location: location
    tags: tags
    planName: web.outputs.planName
    vaultName: vault.outputs.name
    certificateName: dataProtectionCertificate
  }
}

module settings 'modules/settings.bicep' = {
  scope: group
  params: {
    siteName: web.outputs.siteName
    clientId: registration.outputs.clientId
    identityClientId: identity.outputs.clientId
    databaseHost: database.outputs.host
    databaseName: database.outputs.databaseName
    databaseUser: identity.outputs.name
    databasePoolSize: chosen.databasePoolSize
    certificateThumbprint: certificate.?outputs.thumbprint ?? ''
    telemetryEndpoint: telemetryEndpoint
    environmentName: environmentName
  }
}

module pipeline 'modules/pipeline.bicep' = if (!empty(githubRepository)) {
  scope: group
  params: {
    name: 'id-${environmentName}-deploy-${suffix}'
    location: location
    tags: tags
    githubRepository: githubRepository
    siteName: web.outputs.siteName
  }
}

// prepare.sh, deploy.sh and azd read these. None of them is a secret.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_WEBAPP_NAME string = web.outputs.siteName
output WEB_HOST_NAME string = web.outputs.hostName
output STAGING_HOST_NAME string = web.outputs.stagingHostName
output CLIENT_ID string = registration.outputs.clientId
output IDENTITY_NAME string = identity.outputs.name
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output DATABASE_SERVER_NAME string = database.outputs.serverName
output DATABASE_HOST string = database.outputs.host
output DATABASE_NAME string = database.outputs.databaseName
output KEY_VAULT_NAME string = vault.outputs.name
output PIPELINE_CLIENT_ID string = pipeline.?outputs.clientId ?? ''
output COST_NOTE string = chosen.costNote
