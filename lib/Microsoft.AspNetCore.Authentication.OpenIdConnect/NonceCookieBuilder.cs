using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>Makes nonce cookies that only the callback gets to see, and that live as long as the nonce.</summary>
internal sealed class NonceCookieBuilder(OpenIdConnectOptions options) : RequestPathBaseCookieBuilder
{
    protected override string? AdditionalPath => options.CallbackPath;

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var cookie = base.Build(context, expiresFrom);
        cookie.Expires ??= expiresFrom + options.ProtocolValidator.NonceLifetime;
        return cookie;
    }
}
