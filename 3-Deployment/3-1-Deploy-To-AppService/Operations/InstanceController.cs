namespace DeployToAppService;

/// <summary>Which of the app's instances answers, and how it is set up. Nothing here is secret; it is for people who are signed in all the same.</summary>
public sealed class InstanceController(IConfiguration settings, IServiceProvider services) : Controller
{
    [HttpGet("/instance")]
    public IActionResult Index() => View(new Dictionary<string, string>
    {
        ["Instance"] = DeployToAppService.Instance.Of(settings),
        ["Site and slot"] = settings["WEBSITE_SITE_NAME"] is { Length: > 0 } site ? $"{site}, {settings["WEBSITE_SLOT_NAME"] ?? "Production"}" : "none: not on App Service",
        ["Your address"] = $"{HttpContext.Connection.RemoteIpAddress}, over {Request.Scheme}",
        ["The app proves itself with"] = settings["AzureAd:ClientCredentials:0:SourceType"] is "SignedAssertionFromManagedIdentity" ? "a token of its managed identity" : "another credential",
        ["Tokens and keys"] = services.GetService<DatabaseStart>() is null ? "in this instance alone" : "in PostgreSQL, shared by all instances",
        ["The database's password"] = services.GetService<DatabaseStart>() is null ? "no database"
            : settings.GetValue<bool>("Database:UseEntraAuthentication") ? "a token of the managed identity" : "in the connection string",
        ["Keys are encrypted with"] = settings["DataProtection:CertificatePath"] is { Length: > 0 } ? "a certificate" : "nothing",
        ["Telemetry"] = settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } ? "sent over OTLP" : "not sent",
    });
}
