using System.Security.Claims;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>How Microsoft Graph is called.</summary>
public class GraphServiceClientOptions : AuthorizationHeaderProviderOptions
{
    internal const string DefaultBaseUrl = "https://graph.microsoft.com/v1.0";

    /// <summary>Version 1.0 of the worldwide service, with the scope to read the user's own profile.</summary>
    public GraphServiceClientOptions() => BaseUrl = DefaultBaseUrl;

    /// <summary>What the token must allow, such as <c>User.Read</c>.</summary>
    public IEnumerable<string> Scopes { get; set; } = ["user.read"];

    /// <summary>The user; the one of the current request when <see langword="null"/>.</summary>
    public ClaimsPrincipal? User { get; set; }
}
