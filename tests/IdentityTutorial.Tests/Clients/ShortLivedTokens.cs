using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// Tells a client library that the first token expires in a second. The libraries measure time by the clock of the machine,
/// which a test cannot move.
/// </summary>
internal sealed class ShortLivedTokens(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly List<string> _grants = [];

    /// <summary>The grant types of the token requests, oldest first.</summary>
    public IReadOnlyList<string> Grants => _grants;

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Endpoints.Token(request.RequestUri!))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken));
        _grants.Add(form["grant_type"].ToString());
        var response = await base.SendAsync(request, cancellationToken);
        if (_grants.Count == 1)
        {
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
            answer["expires_in"] = 1;
            answer["ext_expires_in"] = 1;
            response.Content = JsonContent.Create(answer);
        }

        return response;
    }
}
