namespace IdentityTutorial.Tests.Deployment;

/// <summary>What the environment of chapter 3-1 promises about its resources. Each rule returns what breaks it.</summary>
internal static class InfraRules
{
    private const string FlexibleServers = "Microsoft.DBforPostgreSQL/flexibleServers";
    private const string Credentials = "Microsoft.Graph/applications/federatedIdentityCredentials";
    private const string DiagnosticSettings = "Microsoft.Insights/diagnosticSettings";

    private static readonly string[] _sites = ["Microsoft.Web/sites", "Microsoft.Web/sites/slots"];

    private static readonly string[] _credentials = ["passwordCredentials", "keyCredentials"];

    // What writes logs or metrics; the other types have no diagnostic settings, or belong to one of these.
    private static readonly string[] _monitored =
    [
        "Microsoft.Web/serverfarms", "Microsoft.Web/sites", "Microsoft.Web/sites/slots", "Microsoft.Insights/autoscalesettings",
        FlexibleServers, "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.OperationalInsights/workspaces",
    ];

    public static IReadOnlyDictionary<string, Func<DeploymentPlan, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<DeploymentPlan, IEnumerable<string>>>
    {
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
        ["no publishing with a password"] = plan => Expect(
            plan.Resources.Where(resource => resource.Type.EndsWith("/basicPublishingCredentialsPolicies", StringComparison.Ordinal)), 4, "properties.allow", "false"),
        ["Linux plan"] = Each("Microsoft.Web/serverfarms", "properties.reserved", "true"),
        ["no password in PostgreSQL"] = Each(FlexibleServers, "properties.authConfig.passwordAuth", "Disabled"),
        ["Entra ID in PostgreSQL"] = Each(FlexibleServers, "properties.authConfig.activeDirectoryAuth", "Enabled"),
        ["no administrator login in PostgreSQL"] = Each(FlexibleServers, "properties.administratorLogin", ""),
        ["TLS in PostgreSQL"] = plan => Expect(
            plan.OfType($"{FlexibleServers}/configurations").Where(setting => setting.At("name").EndsWith("/require_secure_transport", StringComparison.Ordinal)),
            1, "properties.value", "on"),
        ["vault with roles"] = Each("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ["vault with purge protection"] = Each("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true"),
        ["vault with soft delete"] = Each("Microsoft.KeyVault/vaults", "properties.enableSoftDelete", "true"),
        ["vault closed to the network"] = Each("Microsoft.KeyVault/vaults", "properties.networkAcls.defaultAction", "Deny"),
        ["vault closed to templates"] = Each("Microsoft.KeyVault/vaults", "properties.enabledForTemplateDeployment", "false"),
        ["no secret in the vault from here"] = plan => plan.OfType("Microsoft.KeyVault/vaults/secrets").Select(secret => secret.Id),
        ["storage without shared keys"] = Each("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ["storage without public blobs"] = Each("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ["storage with TLS 1.2"] = Each("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        ["storage with https only"] = Each("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ["storage closed to the network"] = Each("Microsoft.Storage/storageAccounts", "properties.networkAcls.defaultAction", "Deny"),
        ["telemetry without keys"] = Each("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ["workspace without keys"] = Each("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ["federated credential of the app's identity"] = plan => Each(Credentials, "properties.subject", $"[{AppIdentity(plan).Reference("principalId")}]")(plan),
        ["federated credential of this tenant"] = Each(
            Credentials, "properties.issuer", $"[format('{{0}}{{1}}/v2.0', environment().authentication.loginEndpoint, '{DeploymentPlan.TenantId}')]"),
        ["federated credential for the exchange"] = plan => plan.OfType(Credentials).SelectMany(credential => credential.Items("properties.audiences"))
            .SequenceEqual(["api://AzureADTokenExchange"]) ? [] : ["audiences"],
        ["no credential in the registration"] = plan => plan.OfType("Microsoft.Graph/applications")
            .SelectMany(application => _credentials.Where(name => application.At($"properties.{name}").Length > 0)),
        ["one tenant"] = Each("Microsoft.Graph/applications", "properties.signInAudience", "AzureADMyOrg"),
        ["no implicit ID token"] = Each("Microsoft.Graph/applications", "properties.web.implicitGrantSettings.enableIdTokenIssuance", "false"),
        ["no implicit access token"] = Each("Microsoft.Graph/applications", "properties.web.implicitGrantSettings.enableAccessTokenIssuance", "false"),
        ["redirect URIs of app and slot only"] = FindWrongRedirectUris,
        ["diagnostic settings for each"] = FindUnmonitored,
        ["a role on one resource only"] = FindWideRoles,
    };

    private static Func<DeploymentPlan, IEnumerable<string>> EachSite(string path, string wanted) =>
        plan => Expect(plan.Resources.Where(resource => _sites.Contains(resource.Type)), 2, path, wanted);

    private static Func<DeploymentPlan, IEnumerable<string>> Each(string type, string path, string wanted) => plan => Expect(plan.OfType(type), 1, path, wanted);

    private static IEnumerable<string> Expect(IEnumerable<PlannedResource> resources, int count, string path, string wanted)
    {
        var found = resources.ToList();
        return found.Count != count
            ? [$"{found.Count} resources and not {count}"]
            : found.Where(resource => resource.At(path) != wanted).Select(resource => $"{path} of {resource.Type} is '{resource.At(path)}'");
    }

    // The identity that runs the app: the only one assigned to it.
    private static PlannedResource AppIdentity(DeploymentPlan plan)
    {
        var assigned = plan.OfType("Microsoft.Web/sites").Single().Find("identity.userAssignedIdentities")!.AsObject().Single().Key;
        return plan.OfType("Microsoft.ManagedIdentity/userAssignedIdentities").Single(identity => identity.Id == assigned);
    }

    private static HashSet<string> FindWrongRedirectUris(DeploymentPlan plan)
    {
        var wanted = plan.Resources.Where(resource => _sites.Contains(resource.Type)).Select(site => site.Reference("defaultHostName"))
            .SelectMany(host => new[] { $"[format('https://{{0}}/signin-oidc', {host})]", $"[format('https://{{0}}/signout-callback-oidc', {host})]" }).ToHashSet();
        wanted.SymmetricExceptWith(plan.OfType("Microsoft.Graph/applications").Single().Items("properties.web.redirectUris"));
        return wanted;
    }

    private static IEnumerable<string> FindUnmonitored(DeploymentPlan plan)
    {
        var settings = plan.OfType(DiagnosticSettings).Select(setting => setting.Id).ToList();
        return plan.Resources.Where(resource => _monitored.Contains(resource.Type))
            .Where(resource => !settings.Any(setting => setting.StartsWith($"{resource.Id}/providers/{DiagnosticSettings}/", StringComparison.Ordinal)))
            .Select(resource => resource.Id);
    }

    // The scope of a role is the resource before the last "/providers/" of its ID.
    private static IEnumerable<string> FindWideRoles(DeploymentPlan plan)
    {
        var resources = plan.Resources.Where(resource => resource.Type != "Microsoft.Resources/resourceGroups").Select(resource => resource.Id).ToHashSet();
        return plan.OfType("Microsoft.Authorization/roleAssignments").Select(role => role.Id)
            .Where(id => !resources.Contains(id[..id.LastIndexOf("/providers/", StringComparison.Ordinal)]));
    }
}
