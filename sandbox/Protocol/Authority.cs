namespace Sandbox.Protocol;

/// <summary>The addresses under which a request reached the sandbox; issuers and endpoints are made from what the client itself used.</summary>
/// <param name="Base">Scheme and host, without a trailing slash.</param>
internal readonly record struct Authority(string Base)
{
    public static Authority Of(HttpRequest request) => new($"{request.Scheme}://{request.Host.Value}");

    public string Issuer(string tenant) => $"{Base}/{tenant}/v2.0";

    public string Issuer(Guid tenantId) => Issuer(tenantId.ToString());

    /// <summary>
    /// The issuer of tokens of version 1.0, those for Graph among them. The cloud has a host of its own in it.
    /// </summary>
    public string IssuerOfVersion1(string tenant) => $"{Base}/{tenant}/";

    /// <inheritdoc cref="IssuerOfVersion1(string)"/>
    public string IssuerOfVersion1(Guid tenantId) => IssuerOfVersion1(tenantId.ToString());

    /// <summary>Whether an issuer is that of a tenant, in one of the two versions.</summary>
    public bool IsIssuer(string issuer, Guid tenantId) =>
        issuer == Issuer(tenantId) || issuer == IssuerOfVersion1(tenantId);

    /// <summary>The issuer of a B2C tenant's tokens: one for all its policies, and with a slash at the end.</summary>
    public string PolicyIssuer(Guid tenantId) => $"{Base}/{tenantId}/v2.0/";

    public string Endpoint(string tenant, string name) => $"{Base}/{tenant}/oauth2/v2.0/{name}";

    /// <summary>An endpoint of version 1.</summary>
    public string EndpointOfVersion1(string tenant, string name) => $"{Base}/{tenant}/oauth2/{name}";
}
