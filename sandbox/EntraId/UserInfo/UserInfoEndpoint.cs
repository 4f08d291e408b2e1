using System.Text.Json.Serialization;
using Sandbox.EntraId.Version1;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;
using Sandbox.Users;
using Sandbox.Wire;

namespace Sandbox.EntraId.UserInfo;

/// <summary>The user-info endpoint (OpenID Connect Core, section 5.3), in both versions.</summary>
internal static class UserInfoEndpoint
{
    private const string Scheme = "Bearer ";

    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Post];

    public static void MapUserInfo(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/oidc/userinfo", _methods, HandleAsync);
        endpoints.MapMethods("/{tenant}/openid/userinfo", _methods, HandleVersion1Async);
    }

    private static Task<IResult> HandleAsync(HttpContext context, AccessTokenValidator validator)
    {
        var authority = Authority.Of(context.Request);
        return AnswerAsync(
            context,
            validator,
            isFor: _ => true,
            isOpenTo: accepted => accepted.Scopes.Contains("openid"),
            scope: "openid",
            (accepted, user) => Answer.Of(accepted, user, authority));
    }

    private static async Task<IResult> HandleVersion1Async(
        string tenant, HttpContext context, AccessTokenValidator validator, TenantDirectory tenants)
    {
        TenantReference reference;
        try
        {
            reference = tenants.FindServed(tenant);
        }
        catch (ProtocolException exception)
        {
            return new ErrorAnswer(exception.Error);
        }

        return await AnswerAsync(
            context,
            validator,
            isFor: accepted => reference.Admits(accepted.TenantId),
            Version1UserInfo.IsOpenTo,
            scope: "User.Read",
            Version1UserInfo.Of);
    }

    private static async Task<IResult> AnswerAsync<TAnswer>(
        HttpContext context, AccessTokenValidator validator, Predicate<AcceptedToken> isFor,
        Predicate<AcceptedToken> isOpenTo, string scope, Func<AcceptedToken, User, TAnswer> answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (ReadToken(context.Request) is not { } token)
        {
            return Refuse(context, StatusCodes.Status401Unauthorized, "Bearer");
        }

        var authority = Authority.Of(context.Request);
        if (await validator.ValidateAsync(token, authority, context.RequestAborted) is not { User: { } user } accepted
            || !isFor(accepted))
        {
            return Refuse(context, StatusCodes.Status401Unauthorized, "Bearer error=\"invalid_token\", error_description=\"The access token has expired, was revoked, or was not issued for this API.\"");
        }

        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            (notes.ClientId, notes.User) = (accepted.ClientId.ToString(), user.SignInName);
        }

        return isOpenTo(accepted)
            ? Results.Json(answer(accepted, user))
            : Refuse(context, StatusCodes.Status403Forbidden, $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
    }

    private static string? ReadToken(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        return header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static IResult Refuse(HttpContext context, int status, string challenge)
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return Results.StatusCode(status);
    }

    private sealed record Answer(
        [property: JsonPropertyName("sub")] string Subject,
        [property: JsonPropertyName("name"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
        [property: JsonPropertyName("family_name"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FamilyName,
        [property: JsonPropertyName("given_name"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? GivenName,
        [property: JsonPropertyName("picture"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Picture,
        [property: JsonPropertyName("email"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email)
    {
        /// <summary>The subject is that of the client's ID tokens, or the client would have to refuse the answer (section 5.3.2).</summary>
        public static Answer Of(AcceptedToken accepted, User user, Authority authority)
        {
            var profile = accepted.Scopes.Contains("profile");
            return new Answer(
                Subjects.Pairwise(accepted.ClientId, user),
                profile ? user.DisplayName : null,
                profile ? user.Surname : null,
                profile ? user.GivenName : null,
                profile ? $"{authority.Base}/v1.0/me/photo/$value" : null,
                accepted.Scopes.Contains("email") ? user.Mail : null);
        }
    }
}
