using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Sandbox.Applications;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.TokenPage;

/// <summary>What a token is for. Each kind has claims and rules of its own.</summary>
internal enum TokenKind
{
    /// <summary>A JSON Web Token of no kind that this page knows.</summary>
    Unknown,

    /// <summary>An ID token of Microsoft Entra ID.</summary>
    IdToken,

    /// <summary>An ID token of a Microsoft Entra External ID tenant.</summary>
    ExternalIdToken,

    /// <summary>An ID token of an Azure AD B2C policy.</summary>
    B2CIdToken,

    /// <summary>An access token for Microsoft Graph.</summary>
    GraphAccessToken,

    /// <summary>An access token of version 1.0 for another API.</summary>
    AccessTokenV1,

    /// <summary>An access token of version 2.0.</summary>
    AccessTokenV2,

    /// <summary>An access token of a Microsoft Entra External ID tenant for another API than Graph.</summary>
    ExternalAccessToken,

    /// <summary>An access token of an Azure AD B2C policy.</summary>
    B2CAccessToken,

    /// <summary>A client assertion, by which an app proves itself in place of a secret (RFC 7523, section 3).</summary>
    ClientAssertion,

    /// <summary>A logout token (OpenID Connect Back-Channel Logout, section 2.4).</summary>
    LogoutToken,
}

/// <summary>Tells the kind of a token.</summary>
internal sealed class TokenKinds(LiveDirectory directory)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    // External ID of the cloud: https://<tenant ID>.ciamlogin.com/<tenant ID>/v2.0.
    private const string ExternalHost = ".ciamlogin.com";

    /// <summary>The kind of a token, told by its claims. No claim names the kind itself.</summary>
    public TokenKind Of(JsonWebToken token, JsonElement payload)
    {
        if (payload.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Object
            && events.TryGetProperty(LogoutEvent, out _))
        {
            return TokenKind.LogoutToken;
        }

        if (Text(payload, "iss") is { } issuer && issuer == Text(payload, "sub") && Guid.TryParse(issuer, out _))
        {
            return TokenKind.ClientAssertion;
        }

        var isAccessToken = Has(payload, "scp") || Text(payload, "idtyp") is not null
            || Has(payload, "azp") || Has(payload, "appid");
        if (Has(payload, "tfp") || IsPolicy(Text(payload, "acr")))
        {
            return isAccessToken ? TokenKind.B2CAccessToken : TokenKind.B2CIdToken;
        }

        var isExternal = IsExternal(payload);
        if (isAccessToken)
        {
            return token.Audiences.Any(IsGraph) ? TokenKind.GraphAccessToken
                : Text(payload, "ver") == "1.0" ? TokenKind.AccessTokenV1
                : isExternal ? TokenKind.ExternalAccessToken : TokenKind.AccessTokenV2;
        }

        return token.Audiences.Any(audience => Guid.TryParse(audience, out _)) && Has(payload, "sub")
            ? isExternal ? TokenKind.ExternalIdToken : TokenKind.IdToken
            : TokenKind.Unknown;
    }

    private bool IsExternal(JsonElement payload) =>
        (Uri.TryCreate(Text(payload, "iss"), UriKind.Absolute, out var issuer)
            && issuer.Host.EndsWith(ExternalHost, StringComparison.OrdinalIgnoreCase))
        || (Guid.TryParse(Text(payload, "tid"), out var tenant)
            && directory.Current.FindTenant(tenant)?.Kind == TenantKind.External);

    private static bool IsGraph(string audience) =>
        audience.TrimEnd('/') == WellKnown.GraphAudience || audience == WellKnown.Graph.ToString();

    private static bool IsPolicy(string? name) => name?.StartsWith("b2c_1", StringComparison.OrdinalIgnoreCase) is true;

    private static bool Has(JsonElement payload, string name) => payload.TryGetProperty(name, out _);

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>What the page says about the kinds of tokens.</summary>
internal static class TokenKindTexts
{
    /// <summary>Whether a kind lets an app call an API.</summary>
    public static bool IsAccessToken(this TokenKind kind) => kind is TokenKind.GraphAccessToken
        or TokenKind.AccessTokenV1 or TokenKind.AccessTokenV2
        or TokenKind.ExternalAccessToken or TokenKind.B2CAccessToken;

    /// <summary>Whether a kind tells an app which user has signed in.</summary>
    public static bool IsIdToken(this TokenKind kind) =>
        kind is TokenKind.IdToken or TokenKind.ExternalIdToken or TokenKind.B2CIdToken;

    /// <summary>The name of a kind.</summary>
    public static string Title(this TokenKind kind) => kind switch
    {
        TokenKind.IdToken => "ID token",
        TokenKind.ExternalIdToken => "ID token of an External ID tenant",
        TokenKind.B2CIdToken => "ID token of a B2C policy",
        TokenKind.GraphAccessToken => "Access token for Microsoft Graph",
        TokenKind.AccessTokenV1 => "Access token, version 1.0",
        TokenKind.AccessTokenV2 => "Access token, version 2.0",
        TokenKind.ExternalAccessToken => "Access token of an External ID tenant",
        TokenKind.B2CAccessToken => "Access token of a B2C policy",
        TokenKind.ClientAssertion => "Client assertion",
        TokenKind.LogoutToken => "Logout token",
        _ => "JSON Web Token",
    };

    /// <summary>What a kind is for.</summary>
    public static string Purpose(this TokenKind kind) => kind switch
    {
        _ when kind.IsIdToken() =>
            "It identifies the signed-in user to one app. The app reads it and does not send it to an API.",
        TokenKind.GraphAccessToken =>
            "It lets an app call Microsoft Graph. Only Graph reads it. An app must not read its content.",
        _ when kind.IsAccessToken() =>
            "It lets an app call the API in aud. The API reads it. The app that got it must not depend on its content.",
        TokenKind.ClientAssertion =>
            "An app signs it with its own key and sends it to the token endpoint, in place of a client secret.",
        TokenKind.LogoutToken => "The provider sends it to an app to end the user's session at the app.",
        _ => "Its claims do not show what it is for.",
    };
}
