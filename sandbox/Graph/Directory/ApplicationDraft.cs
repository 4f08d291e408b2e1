using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;

namespace Sandbox.Graph.Directory;

/// <summary>A registration while a request changes it.</summary>
internal sealed class ApplicationDraft(Application application, string domain)
{
    /// <summary>The registration.</summary>
    public Application Application { get; } = application;

    /// <summary>The domain of the tenant.</summary>
    public string Domain { get; } = domain;

    /// <summary>Stores a property that the sandbox answers and does not act upon.</summary>
    public void Store(string name, JsonElement value) =>
        Application.MoreProperties = StoredProperties.Set(Application.MoreProperties, name, value);

    /// <summary>
    /// Checks that each redirect URI has one type, because the type decides how its codes are redeemed.
    /// </summary>
    /// <exception cref="GraphException">A redirect URI has two types.</exception>
    public void CheckRedirectUris()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        (string Type, List<string> Uris)[] lists =
        [
            ("web", Application.RedirectUris),
            ("spa", Application.SpaRedirectUris),
            ("publicClient", Application.PublicClientRedirectUris),
        ];
        foreach (var (type, uris) in lists)
        {
            if (uris.Find(uri => !seen.Add(uri)) is { } twice)
            {
                throw GraphErrors.InvalidValue(
                    type,
                    $"'{twice}' is a redirect URI of another type as well. Redirect URIs must have unique values.");
            }
        }
    }
}
