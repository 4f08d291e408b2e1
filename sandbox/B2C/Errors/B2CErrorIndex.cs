using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Errors;

/// <summary>One error for each code that the B2C part of the sandbox returns. “…” stands for a value of the request.</summary>
internal static class B2CErrorIndex
{
    private const string Any = "…";

    public static IReadOnlyList<ProtocolError> All { get; } =
    [
        .. new[]
        {
            PolicyErrors.NoPolicy(Any),
            PolicyErrors.UnknownPolicy(Any, Any),
            PolicyRequestErrors.NoClientId(),
            PolicyRequestErrors.NoScope(),
            PolicyRequestErrors.UnknownScope(Any),
            PolicyRequestErrors.TwoResources(Any),
            PolicyRequestErrors.NotPermitted(Any, Any),
            PolicyRequestErrors.NothingToIssue(),
            PolicyRequestErrors.NeedsOpenId(),
            PolicyRequestErrors.IllegalCharacter(),
            PolicyRequestErrors.BadPrompt(Any),
            PolicyRequestErrors.BadMaxAge(Any),
            PolicyRequestErrors.NoSession(),
            PolicyGrantErrors.OtherPolicy(Any, Any),
            PolicyGrantErrors.OtherClient(),
            PolicyGrantErrors.Unknown("code or token"),
            PolicyGrantErrors.AccountGone(),
            RestClaimsErrors.Refused(Any, 500, Any),
            RestClaimsErrors.Unreadable(Any),
            RestClaimsErrors.Unreachable(Any),
            JourneyErrors.Cancelled(),
            JourneyErrors.PasswordForgotten(),
            JourneyErrors.InvalidCredentials(),
            JourneyErrors.NoSuchAccount(Any),
            JourneyErrors.LockedOut(),
            JourneyErrors.AlreadyExists(),
            JourneyErrors.BadInput("A field of the form is not valid."),
            JourneyErrors.WrongCode(),
            JourneyErrors.TooManyCodeAttempts(),
            JourneyErrors.TooManyCodes(),
            JourneyErrors.Disabled(),
            JourneyErrors.OtherBrowser(),
        },
        .. new[]
        {
            RequestErrors.MissingParameter(Any),
            RequestErrors.Malformed("The request is malformed."),
            RequestErrors.OnlyPost("GET"),
            RequestErrors.UnsupportedResponseType(Any),
            RequestErrors.UnsupportedResponseMode(Any, Any),
            RequestErrors.IdTokenNotEnabled(Any),
            RequestErrors.BadCodeChallenge("The code challenge is malformed."),
            RequestErrors.UnsupportedGrantType(Any),
            RequestErrors.PkceRequired(Any),
            ClientErrors.NotFound(Any, Any),
            ClientErrors.RedirectUriNotRegistered(Any, Any),
            ClientErrors.WrongSecret(Any),
            ClientErrors.NoCredential(),
            ClientErrors.PublicClientWithCredential(Any),
            ClientErrors.AssertionMalformed(Any),
            GrantErrors.WrongVerifier(),
            GrantErrors.CodeExpired(),
            GrantErrors.Revoked(),
            PageErrors.Unknown(),
        }.Select(B2CErrors.Of),
    ];
}
