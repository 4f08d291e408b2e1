using System.Globalization;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CallMicrosoftGraph.Identity;

/// <summary>
/// Rejects what the OpenID Connect handler lets through. The handler and Microsoft.Identity.Web check the rest:
/// signature, issuer, audience, lifetime and state.
/// </summary>
public static class SignInChecks
{
    /// <summary>Adds the checks to the events of the OpenID Connect handler, after the checks that are there.</summary>
    public static IServiceCollection AddSignInChecks(this IServiceCollection services) =>
        services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            var redirect = options.Events.OnRedirectToIdentityProvider;
            options.Events.OnRedirectToIdentityProvider = async context =>
            {
                await redirect(context);
                await RequireHttpsEndpointsAsync(context);
            };

            var messageReceived = options.Events.OnMessageReceived;
            options.Events.OnMessageReceived = async context =>
            {
                await messageReceived(context);
                CleanErrorTexts(context.ProtocolMessage);
            };

            var validated = options.Events.OnTokenValidated;
            options.Events.OnTokenValidated = async context =>
            {
                await validated(context);
                RejectAnswerToAnotherRequest(context);
                RejectUnsignedToken(context);
                RejectTokenOfAnotherTenant(context);
                RejectAnswerOfAnotherIssuer(context);
            };

            var ticketReceived = options.Events.OnTicketReceived;
            options.Events.OnTicketReceived = async context =>
            {
                await ticketReceived(context);
                context.ReturnUri = LocalAddressOrHome(context.ReturnUri);
            };
        });

    /// <summary>
    /// Attack: metadata that was replaced on its way, by a proxy that breaks TLS for example, names an http address.
    /// The handler would send the code and the client secret there.
    /// </summary>
    private static async Task RequireHttpsEndpointsAsync(RedirectContext context)
    {
        var manager = context.Options.ConfigurationManager!;
        var metadata = await manager.GetConfigurationAsync(context.HttpContext.RequestAborted);
        string?[] endpoints = [metadata.AuthorizationEndpoint, metadata.TokenEndpoint, metadata.EndSessionEndpoint];
        if (endpoints.All(endpoint => endpoint?.StartsWith("https://", StringComparison.Ordinal) is true))
        {
            return;
        }

        // The handler keeps metadata for half a day. Asking for it again lets the app recover as soon as it is right.
        manager.RequestRefresh();
        throw new OpenIdConnectProtocolException("IDX20803: An endpoint in the metadata is not an https address.");
    }

    /// <summary>
    /// Attack: anyone can send an answer with an error. The handler writes its texts to the log as they are: terminal
    /// escape sequences, which a console obeys, characters that turn the direction of a line, and 100 KB at a time.
    /// </summary>
    private static void CleanErrorTexts(OpenIdConnectMessage answer)
    {
        foreach (var (name, longest) in new[] { ("error", 100), ("error_description", 2000), ("error_uri", 500) })
        {
            if (answer.GetParameter(name) is { } text)
            {
                var printable = text.Take(longest).Select(letter => IsInvisible(letter) ? ' ' : letter);
                answer.SetParameter(name, string.Concat(printable));
            }
        }
    }

    private static bool IsInvisible(char letter) =>
        char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format;

    /// <summary>
    /// Attack: an ID token from another sign-in, which an attacker puts in place of the user's own. The nonce ties the
    /// token to the request of this browser (OpenID Connect Core 3.1.3.7, 11), and every token has to name a subject.
    /// The handler checks both when it redeems the code itself. In this app, MSAL redeems it, and checks neither.
    /// </summary>
    /// <exception cref="OpenIdConnectProtocolException">The nonce is another one, or a claim is missing.</exception>
    private static void RejectAnswerToAnotherRequest(TokenValidatedContext context) =>
        context.Options.ProtocolValidator.ValidateAuthenticationResponse(new OpenIdConnectProtocolValidationContext
        {
            ClientId = context.Options.ClientId,
            Nonce = context.Nonce,
            ValidatedIdToken = context.SecurityToken,
            ProtocolMessage = new OpenIdConnectMessage { IdToken = context.SecurityToken.RawData },
        });

    /// <summary>
    /// Attack: an attacker who can answer for the token endpoint sends an ID token without a signature. The handler
    /// accepts it, because OpenID Connect Core 3.1.3.7 (6) allows it over TLS. Entra ID signs every ID token.
    /// </summary>
    private static void RejectUnsignedToken(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.SecurityToken.RawSignature))
        {
            context.Fail(new SecurityTokenInvalidSignatureException("IDX10504: The ID token has no signature."));
        }
    }

    /// <summary>
    /// Attack: a token whose tenant ID is missing, or is not that of its issuer. Apps store data under "tid" and "oid",
    /// so it would open the data of another tenant's user. The library compares the issuer, but not the tenant ID.
    /// </summary>
    private static void RejectTokenOfAnotherTenant(TokenValidatedContext context)
    {
        var tenantId = context.Principal?.FindFirst("tid")?.Value;
        var isOfIssuer = context.SecurityToken.Issuer.Contains($"/{tenantId}/", StringComparison.Ordinal);
        if (!Guid.TryParse(tenantId, out _) || !isOfIssuer)
        {
            context.Fail(new SecurityTokenInvalidIssuerException(
                "IDX40001: The tenant ID in the token is not that of its issuer."));
        }
    }

    /// <summary>
    /// Attack: the browser brings the answer of another provider (mix-up). RFC 9207 2.4 requires to reject an answer
    /// whose parameter "iss" does not name the issuer of the token. The handler does not read that parameter.
    /// </summary>
    private static void RejectAnswerOfAnotherIssuer(TokenValidatedContext context)
    {
        var issuer = context.ProtocolMessage.Iss;
        if (!string.IsNullOrEmpty(issuer) && issuer != context.SecurityToken.Issuer)
        {
            context.Fail(new SecurityTokenInvalidIssuerException(
                "IDX10205: The answer and the ID token name different issuers."));
        }
    }

    /// <summary>
    /// Attack: a link starts a sign-in that ends on a page of the attacker (open redirect). The handler follows every
    /// address that was remembered when the sign-in began.
    /// </summary>
    /// <returns>The address in ASCII, as HTTP headers require; the home page for an address outside this app.</returns>
    internal static string LocalAddressOrHome(string? address) =>
        RedirectHttpResult.IsLocalUrl(address) ? UriHelper.Encode(new Uri(address!, UriKind.Relative)) : "/";
}
