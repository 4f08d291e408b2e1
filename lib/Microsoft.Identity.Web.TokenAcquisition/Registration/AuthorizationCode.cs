namespace Microsoft.Identity.Web;

/// <summary>An authorization code and what has to go with it to the token endpoint.</summary>
/// <param name="Value">The code.</param>
/// <param name="RedirectUri">The address it was sent to.</param>
/// <param name="Verifier">The secret behind the request's <c>code_challenge</c> (RFC 7636); <see langword="null"/> without PKCE.</param>
internal sealed record AuthorizationCode(string Value, string? RedirectUri, string? Verifier);
