using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;

namespace Sandbox.Graph.Directory;

/// <summary>A registration while a request changes it: the types of redirect URIs are apart.</summary>
internal sealed class ApplicationDraft(Application application, string domain)
{
    /// <summary>The registration.</summary>
    public Application Application { get; } = application;

    /// <summary>The domain of the tenant.</summary>
    public string Domain { get; } = domain;

    /// <summary>The redirect URIs of the type <c>web</c>.</summary>
    public required List<string> Web { get; set; }

    /// <summary>The redirect URIs of the type <c>publicClient</c>.</summary>
    public required List<string> Public { get; set; }

    /// <summary>Whether the app is a public client where its redirect URIs do not say so.</summary>
    public bool IsFallback { get; set; }

    /// <summary>Stores a property that the sandbox answers and does not act upon.</summary>
    public void Store(string name, JsonElement value) =>
        Application.MoreProperties = StoredProperties.Set(Application.MoreProperties, name, value);

    /// <summary>
    /// Puts the redirect URIs where the sandbox has them: an app is a confidential client or a public one.
    /// </summary>
    /// <exception cref="GraphException">The registration would be both.</exception>
    public void Save()
    {
        var isPublic = Public.Count > 0 || (IsFallback && Web.Count == 0);
        if (isPublic && Web.Count > 0)
        {
            throw GraphErrors.InvalidValue(
                "publicClient",
                "an app of the sandbox has redirect URIs of the type web or of the type publicClient, not of both. "
                    + "Register two apps.");
        }

        if (IsFallback && Web.Count > 0)
        {
            throw GraphErrors.InvalidValue(
                "isFallbackPublicClient",
                "an app of the sandbox with redirect URIs of the type web is no public client. Register two apps.");
        }

        Application.IsPublicClient = isPublic;
        Application.RedirectUris = isPublic ? Public : Web;
    }
}
