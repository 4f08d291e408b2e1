using Sandbox.B2C.Errors;
using Sandbox.Customers;
using Sandbox.EntraId.ExternalId;
using Sandbox.Protocol.Errors;
using Sandbox.Scenarios.Provider;

namespace Sandbox.EntraId.Errors;

/// <summary>Every error that the sandbox can answer with, for the page behind <c>error_uri</c>. The dots stand for what a real occurrence names.</summary>
internal static class ErrorIndex
{
    private const string Any = "…";

    public static IReadOnlyDictionary<string, ProtocolError> All { get; } = new[]
    {
        RequestErrors.MissingParameter(Any), RequestErrors.Malformed("The request is malformed."), RequestErrors.OnlyPost("GET"), RequestErrors.TenantNotFound(Any),
        RequestErrors.TenantUnclear(Any), RequestErrors.UnknownInstance(Any), RequestErrors.UnsupportedResponseType(Any),
        RequestErrors.UnsupportedResponseMode(Any, Any), RequestErrors.IdTokenNotEnabled(Any), RequestErrors.TokenNotEnabled(Any), RequestErrors.PkceRequired(Any),
        RequestErrors.CrossOriginNotAllowed(), RequestErrors.CrossOriginRequired(),
        RequestErrors.MissingCredentialField(Any), RequestErrors.QueryTooLong(), RequestErrors.NotAbsolute(Any, Any), RequestErrors.UnsupportedPrompt(Any),
        RequestErrors.HintsExclude(), RequestErrors.BadSessionId(Any), RequestErrors.ResourceNotSupported(), RequestErrors.BadCodeChallenge("The code challenge is not well made."), RequestErrors.UnsupportedGrantType(Any),
        ClientErrors.NotFound(Any, Any), ClientErrors.Disabled(Any, Any), ClientErrors.NotForConsumers(Any, Any), ClientErrors.NoReplyAddress(Any), ClientErrors.NotMultiTenant(Any, Any), ClientErrors.RedirectUriNotRegistered(Any, Any), ClientErrors.WrongSecret(Any),
        ClientErrors.ExpiredSecret(Any), ClientErrors.NoCredential(), ClientErrors.PublicClientWithCredential(Any), ClientErrors.AssertionKeyUnknown(Any, Any),
        ClientErrors.AssertionNotValidNow(), ClientErrors.AssertionAudience(Any), ClientErrors.AssertionMalformed(Any), ClientErrors.AssertionSubject(), ClientErrors.FederatedUserToken(), ClientErrors.NoFederatedCredential(Any, Any),
        ClientErrors.NoServicePrincipal(Any, Any), ClientErrors.FederatedIssuer(Any), ClientErrors.FederatedAudience(Any),
        GrantErrors.WrongVerifier(), GrantErrors.CodeRedeemed(), GrantErrors.CodeExpired(), GrantErrors.Unknown("code or token"), GrantErrors.RedirectUriDiffers(), GrantErrors.OtherTenant(),
        GrantErrors.RefreshTokenExpired(), GrantErrors.SpaRefreshTokenExpired(DateTimeOffset.UnixEpoch), GrantErrors.Revoked(),
        DeviceErrors.Pending(), DeviceErrors.Unknown(), DeviceErrors.Expired(), DeviceErrors.UserCodeOver(), DeviceErrors.NoUserCode(), DeviceErrors.UserCodeUsed(), DeviceErrors.TooManyGuesses(),
        AssertionErrors.Invalid("it was not issued here."), AssertionErrors.Audience(Any), AssertionErrors.Expired(), AssertionErrors.IdToken(), AssertionErrors.AppOnly(Any),
        ScopeErrors.Malformed(Any, Any), ScopeErrors.TwoResources(Any), ScopeErrors.UnknownScope(Any, Any), ScopeErrors.NotListed(Any, Any), ScopeErrors.UnknownResource(Any), ScopeErrors.DefaultRequired(Any),
        SignInErrors.NothingTyped(), SignInErrors.WrongPassword(), SignInErrors.UnknownUser(Any, Any), SignInErrors.Disabled(Any),
        SignInErrors.OtherTenant(Any, Any, Any, Any), SignInErrors.NotAssigned(Any, Any), SignInErrors.SessionNeeded(), SignInErrors.SessionUnknown(), SignInErrors.AccountSelectionNeeded(),
        SignInErrors.MultiFactorNeeded(), SignInErrors.MultiFactorFailed(), SignInErrors.Blocked(Any), SignInErrors.ConsentNeeded(Any), InteractionErrors.Declined(),
        SignInErrors.AdminConsentNeeded(Any), SignInErrors.BadNewAccount("A field is not filled in well."), InteractionErrors.Unknown(),
        ExternalIdErrors.Locked(), ExternalIdErrors.AccountExists(), ExternalIdErrors.Of(CodeCheck.Wrong)!, ScenarioErrors.TokenEndpointFailed(),
    }.Concat(B2CErrorIndex.All).ToDictionary(error => error.Name, StringComparer.OrdinalIgnoreCase);
}
