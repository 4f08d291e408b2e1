// The app registration. It has no secret and no certificate: it trusts the app's managed identity.
extension microsoftGraphV1

param displayName string
param uniqueName string
param hostName string
param stagingHostName string
param identityPrincipalId string

var microsoftGraph = '00000003-0000-0000-c000-000000000000'

resource application 'Microsoft.Graph/applications@v1.0' = {
  displayName: displayName
  uniqueName: uniqueName
  signInAudience: 'AzureADMyOrg'
  identifierUris: ['api://${tenant().tenantId}/${uniqueName}']
  web: {
    homePageUrl: 'https://${hostName}/'
    logoutUrl: 'https://${hostName}/signout-oidc'
    redirectUris: [
      'https://${hostName}/signin-oidc'
      'https://${hostName}/signout-callback-oidc'
      'https://${stagingHostName}/signin-oidc'
      'https://${stagingHostName}/signout-callback-oidc'
    ]
    implicitGrantSettings: {
      enableAccessTokenIssuance: false
      enableIdTokenIssuance: false
    }
  }
  optionalClaims: {
    idToken: [
      { name: 'login_hint', essential: false } // signs out the right account without asking which
      { name: 'sid', essential: false } // front-channel sign-out ends only this session
    ]
  }
  requiredResourceAccess: [
    {
      resourceAppId: microsoftGraph
      resourceAccess: [
        { id: '37f7f235-527c-4136-accd-4a02d197296e', type: 'Scope' } // openid
        { id: '14dad69e-099b-42c9-810b-d002981feec1', type: 'Scope' } // profile
        { id: '7427e0e9-2fba-42fe-b0c0-848c9e6a8182', type: 'Scope' } // offline_access
        { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' } // User.Read
      ]
    }
  ]
}

// A token of exactly this identity, made by this tenant for exactly this exchange, is the app's credential.
resource managedIdentity 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = {
  name: '${application.uniqueName}/managed-identity'
  description: 'The managed identity of the App Service'
  issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
  subject: identityPrincipalId
  audiences: ['api://AzureADTokenExchange']
}

resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
}

output clientId string = application.appId
output servicePrincipalId string = servicePrincipal.id
