using System.IdentityModel.Tokens.Jwt;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// Optional last step of a sign-in: more claims from the userinfo endpoint (OpenID Connect Core section 5.3).
public partial class OpenIdConnectHandler
{
    /// <summary>Adds the claims of the userinfo endpoint to the user and makes the ticket.</summary>
    /// <param name="message">The message with the access token.</param>
    /// <param name="jwt">The validated ID token; the answer must have its <c>sub</c>.</param>
    /// <param name="principal">The user so far.</param>
    /// <param name="properties">What becomes part of the session.</param>
    /// <returns>The ticket, a failure, or the end an event has put to the request.</returns>
    /// <exception cref="HttpRequestException">The endpoint cannot be reached or answers with an error.</exception>
    /// <exception cref="OpenIdConnectProtocolException">The answer speaks of another user.</exception>
    protected virtual async Task<HandleRequestResult> GetUserInformationAsync(
        OpenIdConnectMessage message, JwtSecurityToken jwt, ClaimsPrincipal principal, AuthenticationProperties properties)
    {
        if (string.IsNullOrEmpty(_configuration?.UserInfoEndpoint) || string.IsNullOrEmpty(message.AccessToken))
        {
            Logger.UserInfoUnavailable();
            return HandleRequestResult.Success(new AuthenticationTicket(principal, properties, Scheme.Name));
        }

        Logger.RetrievingUserInfo();
        using var request = new HttpRequestMessage(HttpMethod.Get, _configuration.UserInfoEndpoint) { Version = Backchannel.DefaultRequestVersion };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", message.AccessToken);
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsStringAsync(Context.RequestAborted);

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        using var userInfo = ParseUserInfo(mediaType, body);
        if (userInfo is null)
        {
            return HandleRequestResult.Fail("Unknown response type: " + mediaType, properties);
        }

        var context = new UserInformationReceivedContext(Context, Scheme, Options, principal, properties) { ProtocolMessage = message, User = userInfo };
        await Events.UserInformationReceived(context);
        if (Outcome(nameof(Events.UserInformationReceived), context.Result) is { } result)
        {
            return result;
        }

        // The same sub as in the ID token, or the answer must not be used (section 5.3.2).
        Options.ProtocolValidator.ValidateUserInfoResponse(
            new OpenIdConnectProtocolValidationContext { UserInfoEndpointResponse = body, ValidatedIdToken = jwt });

        using var user = context.User; // The event may have put another document there.
        return Succeed(context.Principal!, context.Properties!, user);
    }

    private static JsonDocument? ParseUserInfo(string? mediaType, string body) => mediaType?.ToLowerInvariant() switch
    {
        "application/json" => JsonDocument.Parse(body),
        "application/jwt" => JsonDocument.Parse(new JwtSecurityToken(body).Payload.SerializeToJson()),
        _ => null,
    };
}
