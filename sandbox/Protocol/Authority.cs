namespace Sandbox.Protocol;

/// <summary>The addresses under which a request reached the sandbox; issuers and endpoints are made from what the client itself used.</summary>
/// <param name="Base">Scheme and host, without a trailing slash.</param>
internal readonly record struct Authority(string Base)
{
    public static Authority Of(HttpRequest request) => new($"{request.Scheme}://{request.Host.Value}");

    public string Issuer(string tenant) => $"{Base}/{tenant}/v2.0";

    public string Issuer(Guid tenantId) => Issuer(tenantId.ToString());

    /// <summary>Access tokens for Graph are of version 1.0, whose issuer has another form.</summary>
    public string GraphIssuer(Guid tenantId) => $"{Base}/{tenantId}/";

    /// <summary>The issuer of a B2C tenant's tokens: one for all its policies, and with a slash at the end.</summary>
    public string PolicyIssuer(Guid tenantId) => $"{Base}/{tenantId}/v2.0/";

    public string Endpoint(string tenant, string name) => $"{Base}/{tenant}/oauth2/v2.0/{name}";
}
