using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Consent;
using Sandbox.EntraId.Errors;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;
using Sandbox.Scenarios.Renewal;
using Sandbox.Users;

namespace Sandbox.EntraId.Flow;

/// <summary>
/// Decides what an authorization request needs next: a page, such as for sign-in or consent, a refusal, or the answer.
/// </summary>
internal sealed class SignInDecision(
    AccessRules rules, ConsentStore consents, CombinedConsent combined, LiveDirectory directory, SignInFaults faults,
    TimeProvider time)
{
    /// <param name="request">The request.</param>
    /// <param name="pending">
    /// What the person did so far for this request; <see langword="null"/> when it has just arrived.
    /// </param>
    /// <param name="sessions">Who is signed in in this browser.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FlowStep> DecideAsync(
        AuthorizationRequest request, PendingSignIn? pending, IReadOnlyList<SignedInUser> sessions,
        CancellationToken cancellationToken)
    {
        var (session, ask) = ChooseSession(request, pending, sessions);
        if (session is null)
        {
            return ask!;
        }

        if (session.User.Invitation == InvitationState.PendingAcceptance)
        {
            var whenSilent = SignInErrors.InvitationPending(
                session.User.SignInName, request.Tenant.Tenant!.Name);
            return new AskForPage(EntraPage.Invitation, whenSilent) { Session = session };
        }

        // An administrator who consents for the organization does not need access to the app.
        if (!request.IsForOrganization
            && await rules.FindObstacleAsync(request.Client, session.User, cancellationToken) is { } obstacle)
        {
            return new FlowStep.Refuse(obstacle);
        }

        if (request.Scope.FindUnknownTo(session.User) is { } unknown)
        {
            return new FlowStep.Refuse(ScopeErrors.UnknownResource(unknown));
        }

        if (FindUnusable(request, session) is { } error)
        {
            return new FlowStep.Refuse(error);
        }

        if (session.Session.MultiFactorAt is null)
        {
            var askForFactor = new AskForPage(EntraPage.MultiFactor, SignInErrors.MultiFactorNeeded())
            {
                Session = session,
            };
            if (await rules.NeedsMultiFactorAsync(request.Client, session.User, request.Claims, cancellationToken)
                || Demands(pending).HasFlag(SignInDemands.MultiFactor))
            {
                return askForFactor;
            }

            if (faults.RequireMultiFactor(session.User, request.Client.ClientId))
            {
                return askForFactor with { Demand = SignInDemands.MultiFactor };
            }
        }

        // An invitation gives an app nothing that a user could consent to.
        if (request.Purpose == SignInPurpose.Invitation)
        {
            return new FlowStep.Answer(session);
        }

        if (request.IsForOrganization)
        {
            return AskAdministrator(request, pending, session);
        }

        var askForConsent = await AskConsentAsync(request, pending, session, cancellationToken);
        return askForConsent ?? Finish(request, pending, session);
    }

    /// <summary>
    /// An API without a service principal in the user's tenant cannot be consented to, unless the consent creates it.
    /// </summary>
    private ProtocolError? FindUnusable(AuthorizationRequest request, SignedInUser session)
    {
        var (current, tenantId) = (directory.Current, session.User.TenantId);
        var api = request.Scope.FindWithoutPrincipal(tenantId, current)?.Resource;
        return api is not null && (api.TenantId == tenantId || !combined.Provides(request, api))
            ? ScopeErrors.NoPrincipal(api.ClientId.ToString(), api.DisplayName, current.FindTenant(tenantId)!.Name)
            : null;
    }

    private static FlowStep AskAdministrator(
        AuthorizationRequest request, PendingSignIn? pending, SignedInUser session) =>
        pending?.ConsentedBy == session.Session.Id && session.User.IsAdministrator
            ? new FlowStep.Answer(session)
            : new AskForPage(EntraPage.Consent, SignInErrors.AdminConsentNeeded(request.Client.DisplayName))
            {
                Session = session,
            };

    /// <summary>
    /// A device's code may come from anybody: the person says at the end that the device is theirs (RFC 8628, section
    /// 5.4).
    /// </summary>
    private static FlowStep Finish(AuthorizationRequest request, PendingSignIn? pending, SignedInUser session) =>
        request.Purpose == SignInPurpose.Device && pending?.ConfirmedBy != session.Session.Id
            ? new AskForPage(EntraPage.Device, SignInErrors.SessionNeeded()) { Session = session }
            : new FlowStep.Answer(session);

    private async Task<FlowStep?> AskConsentAsync(
        AuthorizationRequest request, PendingSignIn? pending, SignedInUser session, CancellationToken cancellationToken)
    {
        var missing = await consents.FindMissingAsync(
            request.Client, session.User, request.Scope.Permissions, cancellationToken);
        var whenSilent = missing.Any(scope => scope.AdminOnly) && !session.User.IsAdministrator
            ? SignInErrors.AdminConsentNeeded(request.Client.DisplayName)
            : SignInErrors.ConsentNeeded(request.Client.DisplayName);
        var askForConsent = new AskForPage(EntraPage.Consent, whenSilent) { Session = session };
        var isAskedAnew = request.Prompt.HasFlag(Prompts.Consent) || Demands(pending).HasFlag(SignInDemands.Consent);
        var needsPrincipal = consents.IsNewToTenant(request.Client, session.User)
            || request.Scope.FindWithoutPrincipal(session.User.TenantId, directory.Current) is not null;
        if (missing.Count > 0 || needsPrincipal || (isAskedAnew && pending?.ConsentedBy != session.Session.Id))
        {
            return askForConsent;
        }

        return pending?.ConsentedBy != session.Session.Id
            && faults.RequireConsent(session.User, request.Client.ClientId)
            ? askForConsent with { Demand = SignInDemands.Consent }
            : null;
    }

    private static SignInDemands Demands(PendingSignIn? pending) => pending?.Demands ?? SignInDemands.None;

    private (SignedInUser? Session, AskForPage? Ask) ChooseSession(
        AuthorizationRequest request, PendingSignIn? pending, IReadOnlyList<SignedInUser> sessions)
    {
        var signIn = new AskForPage(EntraPage.SignIn, SignInErrors.SessionNeeded());
        if (pending?.SessionId is { } chosen)
        {
            var session = sessions.FirstOrDefault(each =>
                each.Session.Id == chosen && AccountChoice.MaySignIn(request, each.User));
            return (session, signIn);
        }

        if (request.Prompt.HasFlag(Prompts.Create))
        {
            return (null, signIn with { Page = EntraPage.SignUp });
        }

        if ((request.Prompt & (Prompts.Login | Prompts.SelectAccount)) != 0)
        {
            return (null, signIn);
        }

        return AccountChoice.Candidates(request, sessions, time.GetUtcNow()) switch
        {
            [var only] => (only, null),
            [] when NamesUnknownSession(request, sessions) =>
                (null, signIn with { WhenSilent = SignInErrors.SessionUnknown() }),
            [] when FindStranger(request, sessions) is { } stranger =>
                (null, signIn with { WhenSilent = SignInErrors.NotInTenant(stranger.SignInName, NameOf(request)) }),
            [] => (null, signIn),
            _ => (null, signIn with { WhenSilent = SignInErrors.AccountSelectionNeeded() }),
        };
    }

    private static string NameOf(AuthorizationRequest request) => request.Tenant.Tenant?.Name ?? request.Tenant.Segment;

    /// <summary>The account of another tenant that is signed in, and that the request names.</summary>
    private static User? FindStranger(AuthorizationRequest request, IReadOnlyList<SignedInUser> sessions) => sessions
        .Select(each => each.User)
        .FirstOrDefault(user => !user.IsCustomer && !AccountChoice.MaySignIn(request, user)
            && user.SignInName.Equals(request.LoginHint, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the request names a session (<c>sid</c>) that this browser does not have.</summary>
    private static bool NamesUnknownSession(AuthorizationRequest request, IReadOnlyList<SignedInUser> sessions) =>
        request.Parameters["sid"] is { } sid && !sessions.Any(each => each.Session.Id.ToString() == sid);
}
