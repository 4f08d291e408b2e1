namespace IdentityTutorial.Tests.Deployment;

/// <summary>The environment of chapter 3-1 keeps its promises, and a template that breaks one is found.</summary>
public sealed class InfraRuleTests
{
    public static TheoryData<string> Rules => [.. InfraRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task The_template_keeps(string rule) => Assert.Empty(InfraRules.All[rule](await BicepTemplate.ReadAsync()));

    [Theory]
    [InlineData("https only", "web.bicep", "httpsOnly: true", "httpsOnly: false")]
    [InlineData("TLS 1.3", "web.bicep", "minTlsVersion: '1.3'", "minTlsVersion: '1.0'")]
    [InlineData("TLS 1.2 for publishing", "web.bicep", "scmMinTlsVersion: '1.2'", "scmMinTlsVersion: '1.1'")]
    [InlineData("no FTP", "web.bicep", "ftpsState: 'Disabled'", "ftpsState: 'AllAllowed'")]
    [InlineData("no remote debugging", "web.bicep", "remoteDebuggingEnabled: false", "remoteDebuggingEnabled: true")]
    [InlineData("health check", "web.bicep", "healthCheckPath: '/healthz'", "")]
    [InlineData("always on", "web.bicep", "alwaysOn: true", "")]
    [InlineData("no affinity", "web.bicep", "clientAffinityEnabled: false", "clientAffinityEnabled: true")]
    [InlineData("own identity", "web.bicep", "type: 'UserAssigned'", "type: 'None'")]
    [InlineData("no publishing with a password", "web.bicep", "allow: false", "allow: true")]
    [InlineData("no password in PostgreSQL", "database.bicep", "passwordAuth: 'Disabled'", "passwordAuth: 'Enabled'")]
    [InlineData("Entra ID in PostgreSQL", "database.bicep", "activeDirectoryAuth: 'Enabled'", "activeDirectoryAuth: 'Disabled'")]
    [InlineData("no administrator login in PostgreSQL", "database.bicep", "createMode: 'Default'", "administratorLogin: 'admin'")]
    [InlineData("TLS in PostgreSQL", "database.bicep", "value: 'on'", "value: 'off'")]
    [InlineData("no open database", "database-access.bicep", "startIpAddress: address", "startIpAddress: '0.0.0.0'")]
    [InlineData("one address a rule", "database-access.bicep", "endIpAddress: address", "endIpAddress: '255.255.255.255'")]
    [InlineData("vault with roles", "vault.bicep", "enableRbacAuthorization: true", "enableRbacAuthorization: false")]
    [InlineData("vault with purge protection", "vault.bicep", "enablePurgeProtection: true", "// enablePurgeProtection: true")]
    [InlineData("vault closed to the network", "vault.bicep", "defaultAction: 'Deny'", "defaultAction: 'Allow'")]
    [InlineData("storage without shared keys", "monitoring.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true")]
    [InlineData("storage without public blobs", "monitoring.bicep", "allowBlobPublicAccess: false", "allowBlobPublicAccess: true")]
    [InlineData("storage with TLS 1.2", "monitoring.bicep", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'")]
    [InlineData("storage closed to the network", "monitoring.bicep", "defaultAction: 'Deny'", "defaultAction: 'Allow'")]
    [InlineData("telemetry without keys", "monitoring.bicep", "DisableLocalAuth: true", "DisableLocalAuth: false")]
    [InlineData("federated credential of the managed identity", "registration.bicep", "subject: identityPrincipalId", "subject: 'somebody-else'")]
    [InlineData("federated credential of this tenant", "registration.bicep", "${tenant().tenantId}/v2.0", "common/v2.0")]
    [InlineData("federated credential for the exchange", "registration.bicep", "['api://AzureADTokenExchange']", "['api://anything']")]
    [InlineData("the principal is the identity's", "main.bicep", "identity.outputs.principalId", "identity.outputs.clientId")]
    [InlineData("no credential in the registration", "registration.bicep", "signInAudience: 'AzureADMyOrg'", "passwordCredentials: [{ displayName: 'one' }]")]
    [InlineData("one tenant", "registration.bicep", "'AzureADMyOrg'", "'AzureADMultipleOrgs'")]
    [InlineData("no implicit ID token", "registration.bicep", "enableIdTokenIssuance: false", "enableIdTokenIssuance: true")]
    [InlineData("redirect URIs of app and slot", "registration.bicep", "'https://${stagingHostName}/signin-oidc'", "'http://${stagingHostName}/signin-oidc'")]
    [InlineData("redirect URIs of app and slot", "registration.bicep", "'https://${stagingHostName}/signin-oidc'", "'http://localhost/extra'")]
    [InlineData("diagnostic settings for each", "database.bicep", "scope: server", "scope: database")]
    [InlineData("diagnostic settings for each", "web.bicep", "scope: staging", "scope: site")]
    [InlineData("no parameter for a secret", "database.bicep", "param sku string", "param administratorPassword string\nparam sku string")]
    [InlineData("no parameter for a secret", "database.bicep", "param sku string", "@secure()\nparam sku string")]
    [InlineData("no key is listed", "monitoring.bicep", "output archiveId string = archive.id", "output archiveId string = archive.listKeys().keys[0].value")]
    public async Task A_template_that_breaks_it_is_found(string rule, string file, string find, string replace)
    {
        using var copy = new DamagedTemplate(file, find, replace);

        Assert.NotEmpty(InfraRules.All[rule](await InfraTools.ReadBicepAsync(copy.Folder)));
    }
}
