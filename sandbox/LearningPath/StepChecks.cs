using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.LearningPath;

/// <summary>
/// The checks of all steps. A step is an item of the list "Try it" in a chapter's README, which names its check in a
/// comment: <c>&lt;!-- step: sign-in --&gt;</c>.
/// </summary>
public static class StepChecks
{
    private static readonly StepCheck _byLearner = new(IsSeenIn: null);

    private static readonly Dictionary<string, StepCheck> _all = new(StringComparer.Ordinal)
    {
        ["1-1/sign-in"] = new(IsSignInRequest),
        ["1-1/alice"] = new(exchange => IsTokenFor(exchange, "alice@contoso.example")),
        ["1-1/sign-out"] = new(IsSignOut),
        ["1-1/protected-page"] = new(IsSignIn, After: "sign-out"),
        ["1-1/cancel"] = new(IsDeclined),
        // The sandbox is not running when the error occurs.
        ["1-1/provider-down"] = _byLearner,

        ["1-2/sign-up"] = new(exchange => IsPageDone(exchange, "/b2c/{id}/signup")),
        ["1-2/edit-profile"] = new(exchange => IsSignIn(exchange) && IsOfPolicy(exchange, "B2C_1_edit_profile")),
        ["1-2/cancel"] = new(exchange => IsDeclined(exchange) && !IsForgottenPassword(exchange)),
        ["1-2/reset-password"] = new(exchange => IsPageDone(exchange, "/b2c/{id}/reset")),
        ["1-2/custom-policy"] = new(exchange => IsSignIn(exchange) && IsOfPolicy(exchange, "B2C_1A_")),
        ["1-2/social-account"] = new(exchange => exchange.Route == "/b2c/{id}/social"),
        // The app answers by itself.
        ["1-2/other-policy"] = _byLearner,

        ["2-1/profiles"] = new(exchange => IsGraph(exchange) && exchange.User == "bob@contoso.example"),
        ["2-1/decline"] = new(IsDeclined),
        ["2-1/accept"] = new(exchange => IsGraph(exchange) && exchange.Route == "/v1.0/users", After: "decline"),
        ["2-1/token-cache"] = new(exchange => IsToken(exchange) && Has(exchange, "grant_type", "refresh_token")),
        ["2-1/administration"] = new(
            exchange => IsToken(exchange) && Has(exchange, "grant_type", "client_credentials")),
        ["2-1/restart"] = new(IsQuickRedirect, After: "profiles"),
        ["2-1/revoke-sessions"] = new(exchange => exchange.ErrorCode == 50173),
        ["2-1/throttle"] = new(exchange => exchange.Status == StatusCodes.Status429TooManyRequests),

        ["3-1/managed-identity"] = new(exchange => IsSignIn(exchange)
            && exchange.Parameters.Any(parameter => parameter.Name == "client_assertion")),
        // The rehearsal of this chapter has a sandbox of its own, so this one does not see its steps.
        ["3-1/other-instance"] = _byLearner,
        ["3-1/lost-instance"] = _byLearner,
        ["3-1/database-restart"] = _byLearner,
        ["3-1/forwarded-headers"] = _byLearner,
        ["3-1/app-service-authentication"] = _byLearner,
    };

    /// <summary>Finds the check of a step.</summary>
    /// <param name="stepId">The number of the chapter and the name of the step: <c>1-1/sign-in</c>.</param>
    public static StepCheck? Find(string stepId) => _all.GetValueOrDefault(stepId);

    /// <summary>The IDs of all steps that have a check.</summary>
    public static IReadOnlyCollection<string> Ids => _all.Keys;

    private static bool IsSignInRequest(WireExchange exchange) =>
        exchange.Role == ProtocolRole.Authorize && Has(exchange, "response_type", "code");

    // The app has redeemed the code, so the user has come back.
    private static bool IsSignIn(WireExchange exchange) =>
        IsToken(exchange) && Has(exchange, "grant_type", "authorization_code");

    private static bool IsTokenFor(WireExchange exchange, string user) => IsSignIn(exchange) && exchange.User == user;

    private static bool IsToken(WireExchange exchange) =>
        exchange is { Role: ProtocolRole.Token, Status: StatusCodes.Status200OK };

    private static bool IsSignOut(WireExchange exchange) => exchange.Role == ProtocolRole.Logout;

    private static bool IsDeclined(WireExchange exchange) =>
        exchange.Answer.Any(parameter => parameter is { Name: "error", Value: "access_denied" });

    // With this code, a policy says that the user asked for a new password. It is no cancellation.
    private static bool IsForgottenPassword(WireExchange exchange) => exchange.ErrorCode == 90118;

    // The provider sends the user back at once, because the session there is still valid.
    private static bool IsQuickRedirect(WireExchange exchange) =>
        IsSignInRequest(exchange) && exchange.Answer.Any(parameter => parameter.Name == "code");

    private static bool IsPageDone(WireExchange exchange, string route) =>
        exchange.Route == route && exchange.IsPageDone;

    private static bool IsOfPolicy(WireExchange exchange, string policy) =>
        exchange.Policy?.StartsWith(policy, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsGraph(WireExchange exchange) =>
        exchange is { Role: ProtocolRole.Graph, Status: StatusCodes.Status200OK };

    private static bool Has(WireExchange exchange, string name, string value) =>
        exchange.Parameters.Any(parameter => parameter.Name == name && parameter.Value == value);
}
