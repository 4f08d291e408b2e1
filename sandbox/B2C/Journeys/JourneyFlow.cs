using Sandbox.B2C.Authorize;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Policies;
using Sandbox.B2C.RestClaims;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;
using Sandbox.Social;
using Sandbox.Users;
using Sandbox.Wire;

namespace Sandbox.B2C.Journeys;

/// <summary>Carries a customer from page to page through a policy, whose kind decides which page is next.</summary>
internal sealed class JourneyFlow(
    PendingRequests<Journey> journeys, PolicyDirectory policies, PolicyRequestReader reader, BrowserSessions sessions,
    SocialSignIn social, RestClaimsClient restClaims, PolicyResponder responder, TimeProvider time)
    : PageFlow<PolicyRequest, Journey, AskForJourneyPage>(journeys)
{
    /// <summary>Where a page of a journey is found.</summary>
    public static string AddressOf(JourneyPage page, string id) => $"/b2c/{id}/" + page switch
    {
        JourneyPage.SignUp => "signup",
        JourneyPage.Reset => "reset",
        JourneyPage.Profile => "profile",
        JourneyPage.Details => "details",
        JourneyPage.Link => "link",
        JourneyPage.Social => "social",
        _ => "signin",
    };

    public static IResult GoTo(JourneyPage page, JourneyInteraction interaction) =>
        Results.Redirect(AddressOf(page, interaction.Pending.Id));

    /// <summary>
    /// Picks a journey up. Its request is checked again, because the registration may have changed meanwhile.
    /// </summary>
    /// <exception cref="ProtocolException">
    /// The journey is over, too old, another browser's, or no longer acceptable.
    /// </exception>
    public JourneyInteraction Open(string id, HttpContext context)
    {
        var journey = Pendings.Get(id, context);
        var notes = context.Features.Get<ExchangeNotes>();
        var address = new PolicyAddress(journey.TenantId.ToString(), journey.PolicyName, AddressShape.Path);
        var policy = policies.Find(address);
        var target = reader.ReadTarget(policy, journey.Parameters, notes);
        return new JourneyInteraction(reader.Read(policy, target, journey.Parameters, notes), journey, Pendings);
    }

    /// <summary>
    /// The session that a journey goes on with: the one that it signed in to, or one that was there and will do.
    /// </summary>
    public async Task<SignedInUser?> ChooseSessionAsync(PolicyRequest request, Journey? journey, HttpContext context)
    {
        var signedIn = await sessions.GetAsync(context, request.TenantId, context.RequestAborted);
        if (journey?.SessionId is { } chosen)
        {
            return signedIn.FirstOrDefault(each => each.Session.Id == chosen);
        }

        return request.Prompt.HasFlag(Prompts.Login) || request.Kind == PolicyKind.PasswordReset
            ? null
            : signedIn.FirstOrDefault(each =>
                request.MaxAge is not { } age || each.Session.AuthenticatedAt + age > time.GetUtcNow());
    }

    /// <summary>Signs a customer in, for this journey and for every other policy of the tenant.</summary>
    public async Task<IResult> SignInAsync(
        JourneyInteraction interaction, User user, string? identityProvider, bool isNewUser, HttpContext context)
    {
        var sessionId = await sessions.SignInAsync(context, user, identityProvider);
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.IsPageDone = true;
        }

        interaction.Change(each => each with
        {
            SessionId = sessionId,
            IsNewUser = isNewUser,
            IsProfileSaved = false,
            Social = null,
        });
        return GoOn(interaction);
    }

    /// <summary>Leaves for a social provider, and comes back to this journey.</summary>
    public IResult StartSocial(JourneyInteraction interaction, string provider, HttpContext context) =>
        StartSocial(interaction.Pending, provider, context);

    /// <inheritdoc />
    protected override async Task<FlowStep> DecideAsync(
        PolicyRequest request, Journey? journey, HttpContext context)
    {
        var session = await ChooseSessionAsync(request, journey, context);
        if (FindPage(request, journey, session) is not { } page)
        {
            return new FlowStep.Answer(session!);
        }

        // A hint counts once. A person who comes back from the provider without having signed in can choose on the page.
        var provider = journey is null && page == JourneyPage.SignIn ? ProviderOf(request.DomainHint) : null;
        return new AskForJourneyPage(page) { Provider = provider };
    }

    /// <inheritdoc />
    protected override Journey NewPending(PolicyRequest request, BrowserMark browser) =>
        new(request.Parameters, browser) { TenantId = request.TenantId, PolicyName = request.Policy.Policy.Name };

    /// <inheritdoc />
    protected override IResult SendTo(AskForJourneyPage ask, Journey journey, HttpContext context) =>
        ask.Provider is { } provider
            ? StartSocial(journey, provider.Name, context)
            : Results.Redirect(AddressOf(ask.Page, journey.Id));

    /// <inheritdoc />
    protected override async Task<IResult> AnswerAsync(
        PolicyRequest request, Journey? journey, SignedInUser session, HttpContext context)
    {
        var (claims, failure) = await restClaims.GetAsync(request.Policy.Policy, session.User, context);
        return failure is null
            ? await responder.AnswerAsync(request, session, journey?.IsNewUser ?? false, claims, context)
            : await FailAsync(request, failure, context);
    }

    /// <inheritdoc />
    protected override Task<IResult> FailAsync(PolicyRequest request, ProtocolError error, HttpContext context) =>
        Task.FromResult<IResult>(AuthorizationAnswer.Of(error, request.Target, context));

    /// <inheritdoc />
    protected override string NextAddressOf(Journey journey) => $"/b2c/{journey.Id}/next";

    /// <inheritdoc />
    protected override string SignInAddressOf(Journey journey) => AddressOf(JourneyPage.SignIn, journey.Id);

    private static JourneyPage? FindPage(PolicyRequest request, Journey? journey, SignedInUser? session) =>
        request.Kind switch
        {
            PolicyKind.PasswordReset => session is null ? JourneyPage.Reset : null,
            _ when session is null => JourneyPage.SignIn,
            PolicyKind.EditProfile => journey?.IsProfileSaved == true ? null : JourneyPage.Profile,
            _ => null,
        };

    private static SocialProvider? ProviderOf(string? domainHint) => SocialProvider.All.FirstOrDefault(each =>
        each.Issuer.Equals(domainHint, StringComparison.OrdinalIgnoreCase)
        || each.Name.Equals(domainHint, StringComparison.OrdinalIgnoreCase));

    private IResult StartSocial(Journey journey, string provider, HttpContext context) =>
        social.Start(context, provider, journey.Id, AddressOf(JourneyPage.Social, journey.Id));
}

/// <summary>A journey, as a page works on it.</summary>
internal sealed class JourneyInteraction(PolicyRequest request, Journey journey, PendingRequests<Journey> journeys)
    : Interaction<PolicyRequest, Journey>(request, journey, journeys);

/// <summary>The step that asks for one of the pages.</summary>
/// <param name="Page">The page.</param>
internal sealed record AskForJourneyPage(JourneyPage Page) : FlowStep.Ask(PolicyRequestErrors.NoSession())
{
    /// <summary>The social provider that takes the place of the page, where <c>domain_hint</c> names one.</summary>
    public SocialProvider? Provider { get; init; }
}

/// <summary>The pages of policies.</summary>
internal enum JourneyPage
{
    /// <summary>Sign in, or choose another way.</summary>
    SignIn,

    /// <summary>Make an account with a password.</summary>
    SignUp,

    /// <summary>Choose a new password.</summary>
    Reset,

    /// <summary>Change one's attributes and social accounts.</summary>
    Profile,

    /// <summary>Back from a social provider.</summary>
    Social,

    /// <summary>Make an account for a social account.</summary>
    Details,

    /// <summary>Link a social account to the account that has its e-mail address.</summary>
    Link,
}
