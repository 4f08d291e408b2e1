namespace IdentityTutorial.Tests.Deployment;

/// <summary>The resources that a deployment of chapter 3-1 creates keep the chapter's promises, and a file that breaks one is found.</summary>
[Collection(SharedCompiler.Name)]
public sealed class InfraRuleTests(BicepFixture bicep)
{
    public static TheoryData<string> Rules => [.. InfraRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task The_environment_keeps(string rule)
    {
        foreach (var size in DeploymentPlan.Sizes)
        {
            Assert.Empty(InfraRules.All[rule](await bicep.PlanAsync(size)));
        }
    }

    [Theory]
    [InlineData("https only", "web.bicep", "httpsOnly: true", "httpsOnly: false")]
    [InlineData("TLS 1.3", "web.bicep", "minTlsVersion: '1.3'", "minTlsVersion: '1.0'")]
    [InlineData("TLS 1.2 for publishing", "web.bicep", "scmMinTlsVersion: '1.2'", "scmMinTlsVersion: '1.1'")]
    [InlineData("no FTP", "web.bicep", "ftpsState: 'Disabled'", "ftpsState: 'AllAllowed'")]
    [InlineData("no remote debugging", "web.bicep", "remoteDebuggingEnabled: false", "remoteDebuggingEnabled: true")]
    [InlineData("health check", "web.bicep", "healthCheckPath: '/healthz'", "")]
    [InlineData("always on", "web.bicep", "alwaysOn: true", "")]
    [InlineData("http 2", "web.bicep", "http20Enabled: true", "http20Enabled: false")]
    [InlineData("no affinity", "web.bicep", "clientAffinityEnabled: false", "clientAffinityEnabled: true")]
    [InlineData("own identity", "web.bicep", "type: 'UserAssigned'", "type: 'None'")]
    [InlineData("no publishing with a password", "web.bicep", "allow: false", "allow: true")]
    [InlineData("Linux plan", "web.bicep", "reserved: true", "reserved: false")]
    [InlineData("no password in PostgreSQL", "database.bicep", "passwordAuth: 'Disabled'", "passwordAuth: 'Enabled'")]
    [InlineData("Entra ID in PostgreSQL", "database.bicep", "activeDirectoryAuth: 'Enabled'", "activeDirectoryAuth: 'Disabled'")]
    [InlineData("no administrator login in PostgreSQL", "database.bicep", "createMode: 'Default'", "administratorLogin: 'admin'")]
    [InlineData("TLS in PostgreSQL", "database.bicep", "value: 'on'", "value: 'off'")]
    [InlineData("vault with roles", "vault.bicep", "enableRbacAuthorization: true", "enableRbacAuthorization: false")]
    [InlineData("vault with purge protection", "vault.bicep", "enablePurgeProtection: true", "// enablePurgeProtection: true")]
    [InlineData("vault with soft delete", "vault.bicep", "enableSoftDelete: true", "enableSoftDelete: false")]
    [InlineData("vault closed to the network", "vault.bicep", "defaultAction: 'Deny'", "defaultAction: 'Allow'")]
    [InlineData("vault closed to templates", "vault.bicep", "enabledForTemplateDeployment: false", "enabledForTemplateDeployment: true")]
    [InlineData("no secret in the vault from here", "vault.bicep", "output name string", "resource one 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = { parent: vault, name: 'one', properties: { value: 'a' } }\noutput name string")]
    [InlineData("storage without shared keys", "monitoring.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true")]
    [InlineData("storage without public blobs", "monitoring.bicep", "allowBlobPublicAccess: false", "allowBlobPublicAccess: true")]
    [InlineData("storage with TLS 1.2", "monitoring.bicep", "minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS1_0'")]
    [InlineData("storage with https only", "monitoring.bicep", "supportsHttpsTrafficOnly: true", "supportsHttpsTrafficOnly: false")]
    [InlineData("storage closed to the network", "monitoring.bicep", "defaultAction: 'Deny'", "defaultAction: 'Allow'")]
    [InlineData("telemetry without keys", "monitoring.bicep", "DisableLocalAuth: true", "DisableLocalAuth: false")]
    [InlineData("workspace without keys", "monitoring.bicep", "disableLocalAuth: true", "disableLocalAuth: false")]
    [InlineData("federated credential of the app's identity", "registration.bicep", "subject: identityPrincipalId", "subject: '${identityPrincipalId}-other'")]
    [InlineData("federated credential of this tenant", "registration.bicep", "${tenant().tenantId}/v2.0", "common/v2.0")]
    [InlineData("federated credential for the exchange", "registration.bicep", "['api://AzureADTokenExchange']", "['api://anything']")]
    [InlineData("federated credential of the app's identity", "main.bicep", "identity.outputs.principalId", "identity.outputs.clientId")]
    [InlineData("no credential in the registration", "registration.bicep", "signInAudience: 'AzureADMyOrg'", "passwordCredentials: [{ displayName: 'one' }]")]
    [InlineData("one tenant", "registration.bicep", "'AzureADMyOrg'", "'AzureADMultipleOrgs'")]
    [InlineData("no implicit ID token", "registration.bicep", "enableIdTokenIssuance: false", "enableIdTokenIssuance: true")]
    [InlineData("no implicit access token", "registration.bicep", "enableAccessTokenIssuance: false", "enableAccessTokenIssuance: true")]
    [InlineData("redirect URIs of app and slot only", "registration.bicep", "'https://${stagingHostName}/signin-oidc'", "'http://${stagingHostName}/signin-oidc'")]
    [InlineData("redirect URIs of app and slot only", "registration.bicep", "'https://${stagingHostName}/signin-oidc'", "'http://localhost/extra'")]
    [InlineData("diagnostic settings for each", "database.bicep", "scope: server", "scope: database")]
    [InlineData("diagnostic settings for each", "web.bicep", "scope: staging", "scope: plan")]
    [InlineData("a role on one resource only", "pipeline.bicep", "  scope: site\n", "")]
    public async Task An_environment_that_breaks_it_is_found(string rule, string file, string find, string replace) =>
        Assert.NotEmpty(InfraRules.All[rule](await bicep.PlanAsync(DeploymentPlan.Largest, new Damage(file, find, replace))));

    [Fact]
    public void Every_rule_is_broken_once() => Assert.Equal(
        InfraRules.All.Keys.Order(),
        typeof(InfraRuleTests).GetMethod(nameof(An_environment_that_breaks_it_is_found))!.GetCustomAttributes(inherit: false).OfType<InlineDataAttribute>()
            .Select(data => (string)data.Data[0]!).Distinct().Order());
}
