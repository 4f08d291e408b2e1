using System.Net;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>What a browser is sent to the provider with.</summary>
/// <param name="Endpoint">The address without the query.</param>
/// <param name="Parameters">The query, decoded.</param>
internal sealed record AuthorizationRequest(string Endpoint, IReadOnlyDictionary<string, string> Parameters)
{
    public static AuthorizationRequest Of(Page redirect)
    {
        Assert.Equal(HttpStatusCode.Redirect, redirect.Status);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(redirect.Location!.Query);
        return new(redirect.Location.GetLeftPart(UriPartial.Path), query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
    }
}
