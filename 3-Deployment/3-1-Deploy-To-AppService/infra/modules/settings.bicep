// What the app reads. ../../DEPLOY.md explains each setting; none of them is a secret.
param siteName string
param clientId string
param identityClientId string
param databaseHost string
param databaseName string
param databaseUser string
param databasePoolSize int
param certificateThumbprint string
param telemetryEndpoint string
param environmentName string

var basic = {
  ASPNETCORE_ENVIRONMENT: 'Production'
  AzureAd__Instance: environment().authentication.loginEndpoint
  AzureAd__TenantId: tenant().tenantId
  AzureAd__ClientId: clientId
  AzureAd__ClientCredentials__0__SourceType: 'SignedAssertionFromManagedIdentity'
  AzureAd__ClientCredentials__0__ManagedIdentityClientId: identityClientId
  AZURE_CLIENT_ID: identityClientId
  ConnectionStrings__Database: 'Host=${databaseHost};Database=${databaseName};Username=${databaseUser};SSL Mode=VerifyFull;Maximum Pool Size=${databasePoolSize}'
  Database__UseEntraAuthentication: 'true'
  ForwardedHeaders__KnownNetworks__0: '10.0.0.0/8'
  ForwardedHeaders__KnownNetworks__1: '172.16.0.0/12'
  ForwardedHeaders__KnownNetworks__2: '192.168.0.0/16'
  ForwardedHeaders__KnownNetworks__3: '169.254.0.0/16'
  WEBSITES_CONTAINER_STOP_TIME_LIMIT: '30'
  WEBSITE_SWAP_WARMUP_PING_PATH: '/readyz'
  WEBSITE_SWAP_WARMUP_PING_STATUSES: '200'
}

var certificate = empty(certificateThumbprint) ? {} : {
  WEBSITE_LOAD_CERTIFICATES: certificateThumbprint
  DataProtection__CertificatePath: '/var/ssl/private/${certificateThumbprint}.p12'
}

var telemetry = empty(telemetryEndpoint) ? {} : {
  OTEL_EXPORTER_OTLP_ENDPOINT: telemetryEndpoint
}

resource site 'Microsoft.Web/sites@2025-03-01' existing = {
  name: siteName
}

resource staging 'Microsoft.Web/sites/slots@2025-03-01' existing = {
  parent: site
  name: 'staging'
}

// These stay with the slot; the rest is the same in both, so that a swap keeps everybody signed in.
resource sticky 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'slotConfigNames'
  properties: {
    appSettingNames: ['ASPNETCORE_ENVIRONMENT', 'OTEL_RESOURCE_ATTRIBUTES']
  }
}

resource siteSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'appsettings'
  properties: union(basic, certificate, telemetry, {
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=${environmentName},deployment.environment.name=production'
  })
  dependsOn: [sticky]
}

resource stagingSettings 'Microsoft.Web/sites/slots/config@2025-03-01' = {
  parent: staging
  name: 'appsettings'
  properties: union(basic, certificate, telemetry, {
    OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=${environmentName},deployment.environment.name=staging'
  })
  dependsOn: [sticky]
}
