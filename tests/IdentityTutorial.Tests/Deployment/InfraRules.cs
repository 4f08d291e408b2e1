using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>What the environment of chapter 3-1 promises. Each rule returns what breaks it.</summary>
internal static partial class InfraRules
{
    private static readonly string[] _sites = ["Microsoft.Web/sites", "Microsoft.Web/sites/slots"];

    private static readonly string[] _redirectUris =
    [
        "https://${hostName}/signin-oidc", "https://${hostName}/signout-callback-oidc",
        "https://${stagingHostName}/signin-oidc", "https://${stagingHostName}/signout-callback-oidc",
    ];

    private static readonly string[] _credentials = ["passwordCredentials", "keyCredentials"];

    // What writes logs or metrics; the other types have no diagnostic settings, or belong to one of these.
    private static readonly string[] _monitored =
    [
        "Microsoft.Web/serverfarms", "Microsoft.Web/sites", "Microsoft.Web/sites/slots", "Microsoft.Insights/autoscalesettings",
        "Microsoft.DBforPostgreSQL/flexibleServers", "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.OperationalInsights/workspaces",
    ];

    public static IReadOnlyDictionary<string, Func<BicepTemplate, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<BicepTemplate, IEnumerable<string>>>
    {
        ["an app and a slot"] = template => _sites.Where(type => template.OfType(type).Count() != 1),
        ["https only"] = EachSite("properties.httpsOnly", "true"),
        ["TLS 1.3"] = EachSite("properties.siteConfig.minTlsVersion", "1.3"),
        ["TLS 1.2 for publishing"] = EachSite("properties.siteConfig.scmMinTlsVersion", "1.2"),
        ["no FTP"] = EachSite("properties.siteConfig.ftpsState", "Disabled"),
        ["no remote debugging"] = EachSite("properties.siteConfig.remoteDebuggingEnabled", "false"),
        ["health check"] = EachSite("properties.siteConfig.healthCheckPath", "/healthz"),
        ["always on"] = EachSite("properties.siteConfig.alwaysOn", "true"),
        ["http 2"] = EachSite("properties.siteConfig.http20Enabled", "true"),
        ["no affinity"] = EachSite("properties.clientAffinityEnabled", "false"),
        ["own identity"] = EachSite("identity.type", "UserAssigned"),
        ["no publishing with a password"] = template => Expect(
            template.Created.Where(resource => resource.Type.EndsWith("/basicPublishingCredentialsPolicies", StringComparison.Ordinal)), 4, "properties.allow", "false"),
        ["Linux plan"] = Each("Microsoft.Web/serverfarms", "properties.reserved", "true"),
        ["no password in PostgreSQL"] = Each("Microsoft.DBforPostgreSQL/flexibleServers", "properties.authConfig.passwordAuth", "Disabled"),
        ["Entra ID in PostgreSQL"] = Each("Microsoft.DBforPostgreSQL/flexibleServers", "properties.authConfig.activeDirectoryAuth", "Enabled"),
        ["no administrator login in PostgreSQL"] = Each("Microsoft.DBforPostgreSQL/flexibleServers", "properties.administratorLogin", ""),
        ["TLS in PostgreSQL"] = template => template.OfType("Microsoft.DBforPostgreSQL/flexibleServers/configurations")
            .Any(setting => setting.At("name") == "require_secure_transport" && setting.At("properties.value") == "on") ? [] : ["require_secure_transport"],
        ["no open database"] = Each("Microsoft.DBforPostgreSQL/flexibleServers/firewallRules", "properties.startIpAddress", "address"),
        ["one address a rule"] = Each("Microsoft.DBforPostgreSQL/flexibleServers/firewallRules", "properties.endIpAddress", "address"),
        ["vault with roles"] = Each("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ["vault with purge protection"] = Each("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true"),
        ["vault with soft delete"] = Each("Microsoft.KeyVault/vaults", "properties.enableSoftDelete", "true"),
        ["vault closed to the network"] = Each("Microsoft.KeyVault/vaults", "properties.networkAcls.defaultAction", "Deny"),
        ["vault closed to templates"] = Each("Microsoft.KeyVault/vaults", "properties.enabledForTemplateDeployment", "false"),
        ["no secret in the vault from here"] = template => template.OfType("Microsoft.KeyVault/vaults/secrets").Select(secret => secret.Symbol),
        ["storage without shared keys"] = Each("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ["storage without public blobs"] = Each("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ["storage with TLS 1.2"] = Each("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        ["storage with https only"] = Each("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ["storage closed to the network"] = Each("Microsoft.Storage/storageAccounts", "properties.networkAcls.defaultAction", "Deny"),
        ["telemetry without keys"] = Each("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ["workspace without keys"] = Each("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ["federated credential of the managed identity"] = Each("Microsoft.Graph/applications/federatedIdentityCredentials", "subject", "identityPrincipalId"),
        ["federated credential of this tenant"] = Each(
            "Microsoft.Graph/applications/federatedIdentityCredentials", "issuer", "${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0"),
        ["federated credential for the exchange"] = template => template.OfType("Microsoft.Graph/applications/federatedIdentityCredentials")
            .SelectMany(credential => credential.Items("audiences")).SequenceEqual(["api://AzureADTokenExchange"]) ? [] : ["audiences"],
        ["the principal is the identity's"] = template => Text(template.Named("main.bicep").Modules.Single(module => module.Symbol == "registration"), "identityPrincipalId")
            == "identity.outputs.principalId" ? [] : ["identityPrincipalId"],
        ["no credential in the registration"] = template => template.OfType("Microsoft.Graph/applications")
            .SelectMany(application => _credentials.Where(name => application.At(name).Length > 0)),
        ["one tenant"] = Each("Microsoft.Graph/applications", "signInAudience", "AzureADMyOrg"),
        ["no implicit ID token"] = Each("Microsoft.Graph/applications", "web.implicitGrantSettings.enableIdTokenIssuance", "false"),
        ["no implicit access token"] = Each("Microsoft.Graph/applications", "web.implicitGrantSettings.enableAccessTokenIssuance", "false"),
        ["redirect URIs of app and slot"] = RedirectUris,
        ["diagnostic settings for each"] = template => template.Files.SelectMany(file => file.Resources
            .Where(resource => !resource.Existing && _monitored.Contains(resource.Type))
            .Where(resource => !file.Resources.Any(setting => setting.Type == "Microsoft.Insights/diagnosticSettings" && setting.At("scope") == resource.Symbol))
            .Select(resource => $"{file.Name}: {resource.Symbol}")),
        ["no parameter for a secret"] = template => template.Files.SelectMany(file => file.Parameters
            .Where(parameter => SecretName().IsMatch(parameter.Symbol) || parameter.Decorators!.Any(decorator => decorator.Contains("secure", StringComparison.OrdinalIgnoreCase))
                || parameter.Type!.StartsWith("secure", StringComparison.OrdinalIgnoreCase))
            .Select(parameter => $"{file.Name}: {parameter.Symbol}")),
        ["no key is listed"] = template => template.Files.Where(file => ListsKeys().IsMatch(System.IO.File.ReadAllText(file.File))).Select(file => file.Name),
    };

    private static Func<BicepTemplate, IEnumerable<string>> EachSite(string path, string wanted) =>
        template => Expect(template.Created.Where(resource => _sites.Contains(resource.Type)), 2, path, wanted);

    private static Func<BicepTemplate, IEnumerable<string>> Each(string type, string path, string wanted) => template => Expect(template.OfType(type), 1, path, wanted);

    private static IEnumerable<string> Expect(IEnumerable<BicepResource> resources, int count, string path, string wanted)
    {
        var found = resources.ToList();
        return found.Count != count
            ? [$"{found.Count} resources and not {count}"]
            : found.Where(resource => resource.At(path) != wanted).Select(resource => $"{resource.Symbol}.{path} is '{resource.At(path)}'");
    }

    private static IEnumerable<string> RedirectUris(BicepTemplate template)
    {
        var uris = template.OfType("Microsoft.Graph/applications").SelectMany(application => application.Items("web.redirectUris")).ToList();
        return _redirectUris.Except(uris).Concat(uris.Where(uri => !uri.StartsWith("https://", StringComparison.Ordinal)));
    }

    private static string Text(BicepModule module, string parameter) => module.Properties["params"]?[parameter]?["expression"]?.GetValue<string>() ?? "";

    [GeneratedRegex("secret|password|apikey|accesskey|connectionstring|token$|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\blist(Keys|AccountSas|ServiceSas|Secrets?)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex ListsKeys();
}
