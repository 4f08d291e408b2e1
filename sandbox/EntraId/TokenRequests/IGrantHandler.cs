using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>One way to get tokens. To add a grant, implement this and register it in <see cref="TokenSetup"/>.</summary>
internal interface IGrantHandler
{
    /// <summary>The <c>grant_type</c> it answers to.</summary>
    string GrantType { get; }

    /// <summary>Whether it answers to <paramref name="grantType"/>; some grants have an older name besides.</summary>
    bool Answers(string grantType) => grantType == GrantType;

    /// <summary>Whether a single-page app can use it, from a script in a browser.</summary>
    bool IsForSpa => false;

    /// <exception cref="ProtocolException">The grant is not acceptable.</exception>
    Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken);
}
