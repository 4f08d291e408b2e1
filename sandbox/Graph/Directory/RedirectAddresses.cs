using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;

namespace Sandbox.Graph.Directory;

/// <summary>Reads the redirect URIs and the other addresses of an app registration.</summary>
internal static class RedirectAddresses
{
    // As in the cloud, of all types together.
    private const int Most = 256;

    /// <summary>Reads the redirect URIs of one type.</summary>
    /// <param name="value">The object that has them, such as <c>web</c>, or null for none.</param>
    /// <param name="name">The name of that object.</param>
    /// <param name="current">The redirect URIs that stay when the object does not name any.</param>
    /// <param name="mustBeWeb">Whether they have to use HTTPS, or HTTP on the own machine.</param>
    /// <exception cref="GraphException">A redirect URI is not allowed.</exception>
    public static List<string> ReadList(JsonElement value, string name, List<string> current, bool mustBeWeb)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            throw GraphErrors.InvalidValue(name, "it must be an object.");
        }

        if (GraphBody.Find(value, "redirectUris") is not { } uris)
        {
            return current;
        }

        WritableProperties<ApplicationDraft>.ReadTexts(name, uris, Most);
        return [.. uris.EnumerateArray().Select(uri => Read(uri, name, mustBeWeb))];
    }

    /// <summary>Reads one address.</summary>
    /// <param name="value">The address.</param>
    /// <param name="name">The name of the property that the error names.</param>
    /// <param name="mustBeWeb">Whether it has to use HTTPS, or HTTP on the own machine.</param>
    /// <exception cref="GraphException">The address is not allowed.</exception>
    public static string Read(JsonElement value, string name, bool mustBeWeb)
    {
        var address = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (!AppAddress.IsComplete(address) || address.Length > 2048)
        {
            throw GraphErrors.InvalidValue(
                name,
                $"'{address}' is not a complete address. Begin it with a scheme, such as https://. Use only ASCII "
                    + "characters, without '#' and '*'.");
        }

        var uri = new Uri(address);
        var isWeb = uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
        if (mustBeWeb && !isWeb)
        {
            throw GraphErrors.InvalidValue(
                name, $"'{address}' must use the HTTPS scheme. HTTP is only allowed for localhost.");
        }

        return address;
    }
}
