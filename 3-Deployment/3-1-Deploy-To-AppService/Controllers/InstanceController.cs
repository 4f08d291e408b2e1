using DeployToAppService.Data;
using DeployToAppService.Operations;
using Microsoft.AspNetCore.Mvc;

namespace DeployToAppService.Controllers;

/// <summary>
/// Shows which instance of the app answers, and how it is set up. The page shows no secret. It needs a sign-in all the
/// same, because an attacker could learn from it where to begin.
/// </summary>
public sealed class InstanceController(IConfiguration configuration, IServiceProvider services) : Controller
{
    private bool HasDatabase => services.GetService<DatabaseState>() is not null;

    /// <summary>Lists names and values.</summary>
    public IActionResult Index() => View(new Dictionary<string, string>
    {
        ["Instance"] = Instance.NameIn(configuration),
        ["Site and slot"] = DescribeSite(),
        ["Your address"] = $"{HttpContext.Connection.RemoteIpAddress}, over {Request.Scheme}",
        ["How the app proves its identity"] = DescribeCredential(),
        ["Tokens and keys"] = HasDatabase ? "in PostgreSQL, shared by all instances" : "in this instance only",
        ["Password of the database"] = DescribePassword(),
        ["Keys are encrypted with"] = IsSet("DataProtection:CertificatePath") ? "a certificate" : "nothing",
        ["Telemetry"] = IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") ? "sent over OTLP" : "not sent",
    });

    private string DescribeSite() =>
        IsSet("WEBSITE_SITE_NAME")
            ? $"{configuration["WEBSITE_SITE_NAME"]}, {configuration["WEBSITE_SLOT_NAME"] ?? "Production"}"
            : "none, because the app does not run on App Service";

    private string DescribeCredential() =>
        configuration["AzureAd:ClientCredentials:0:SourceType"] is "SignedAssertionFromManagedIdentity"
            ? "with a token of its managed identity"
            : "with another credential";

    private string DescribePassword()
    {
        if (!HasDatabase)
        {
            return "none, because the app has no database";
        }

        return configuration.GetValue<bool>("Database:UseEntraAuthentication")
            ? "a token of the managed identity"
            : "the one in the connection string";
    }

    private bool IsSet(string key) => !string.IsNullOrEmpty(configuration[key]);
}
