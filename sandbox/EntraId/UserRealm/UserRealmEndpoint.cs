using System.Text.Json;
using System.Text.Json.Serialization;
using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.UserRealm;

/// <summary>
/// Tells client libraries how a user signs in, before they send a password: at the service itself (managed), or at
/// another provider (federated), which no tenant of the sandbox has. The domain decides, so the answer does not tell
/// whether the user exists.
/// </summary>
internal static class UserRealmEndpoint
{
    private const string CloudAudience = "urn:federation:MicrosoftOnline";

    private static readonly JsonSerializerOptions _json =
        new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapUserRealm(this IEndpointRouteBuilder endpoints)
    {
        const string address = "/common/userrealm";
        endpoints.MapGet(address + "/{user}", Answer);
        endpoints.MapGet(address, Answer);
    }

    /// <summary>Answers for the user in the path or, where it has none, in the query.</summary>
    private static IResult Answer(string? user, HttpContext context, LiveDirectory directory)
    {
        if (string.IsNullOrEmpty(user))
        {
            return new ErrorAnswer(RequestErrors.MissingParameter("user"));
        }

        var tenant = directory.Current.FindTenant(user[(user.LastIndexOf('@') + 1)..]);
        var type = tenant is null ? "Unknown" : "Managed";
        var host = new Uri(Authority.Of(context.Request).Base).Authority;
        var audience = tenant is null ? null : CloudAudience;
        return context.Request.Query["api-version"].FirstOrDefault() switch
        {
            "1.0" => Results.Json(new Realm("1.0", type, tenant?.Domain, host, audience), _json),
            "2.0" or "2.1" => Results.Json(
                new RealmOfVersion2(type, user, tenant?.Domain, tenant?.Name, host, audience), _json),
            var version => new ErrorAnswer(RequestErrors.Malformed(
                $"The parameter 'api-version' must be '1.0', '2.0' or '2.1', not '{version ?? "(none)"}'.")),
        };
    }

    // What is null is left out, as in the cloud.
    private sealed record Realm(
        [property: JsonPropertyName("ver")] string Version,
        [property: JsonPropertyName("account_type")] string AccountType,
        [property: JsonPropertyName("domain_name")] string? Domain,
        [property: JsonPropertyName("cloud_instance_name")] string CloudInstance,
        [property: JsonPropertyName("cloud_audience_urn")] string? CloudAudience);

    private sealed record RealmOfVersion2(
        [property: JsonPropertyName("NameSpaceType")] string NameSpaceType,
        [property: JsonPropertyName("Login")] string Login,
        [property: JsonPropertyName("DomainName")] string? Domain,
        [property: JsonPropertyName("FederationBrandName")] string? Brand,
        [property: JsonPropertyName("cloud_instance_name")] string CloudInstance,
        [property: JsonPropertyName("cloud_audience_urn")] string? CloudAudience);
}
