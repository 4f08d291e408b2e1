using Sandbox.B2C.Authorize;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Policies;
using Sandbox.B2C.RestClaims;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Social;
using Sandbox.Users;
using Sandbox.Wire;

namespace Sandbox.B2C.Journeys;

/// <summary>Carries a customer from page to page until the application has its answer.</summary>
internal sealed class JourneyInteractions(
    JourneyStore journeys, PolicyDirectory policies, PolicyRequestReader reader, BrowserSessions sessions, SocialSignIn social, RestClaimsClient restClaims,
    PolicyResponder responder, TimeProvider time)
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

    public static IResult GoTo(JourneyPage page, JourneyInteraction interaction) => Results.Redirect(AddressOf(page, interaction.Journey.Id));

    /// <summary>Leaves a page that has done its part. A redirect, so that going back or reloading repeats no form.</summary>
    public static IResult GoOn(JourneyInteraction interaction) => Results.Redirect($"/b2c/{interaction.Journey.Id}/next");

    /// <summary>Picks a journey up. Its request is checked again, because the registration may have changed meanwhile.</summary>
    /// <exception cref="ProtocolException">The journey is over, too old, another browser's, or no longer acceptable.</exception>
    public JourneyInteraction Open(string id, HttpContext context)
    {
        var journey = journeys.Get(id, context);
        var notes = context.Features.Get<ExchangeNotes>();
        var address = new PolicyAddress(journey.TenantId.ToString(), journey.PolicyName, AddressShape.Path);
        var policy = policies.Find(address);
        var target = reader.ReadTarget(policy, journey.Parameters, notes);
        return new JourneyInteraction(reader.Read(policy, target, journey.Parameters, notes)) { Journey = journey };
    }

    /// <summary>Does what the request needs next.</summary>
    public async Task<IResult> ContinueAsync(PolicyRequest request, Journey? journey, HttpContext context)
    {
        var session = await FindSessionAsync(request, journey, context);
        if (FindPage(request, journey, session) is { } page)
        {
            if (request.Prompt.HasFlag(Prompts.Never) || NavigationFilter.IsInsideOfPage(context))
            {
                return AuthorizationAnswer.Of(PolicyRequestErrors.NoSession(), request.Target, context);
            }

            var hinted = journey is null && page == JourneyPage.SignIn ? ProviderOf(request.DomainHint) : null;
            journey ??= journeys.Create(request, context);
            return hinted is null
                ? Results.Redirect(AddressOf(page, journey.Id))
                : social.Start(context, hinted.Name, journey.Id, AddressOf(JourneyPage.Social, journey.Id));
        }

        if (journey is not null)
        {
            journeys.Complete(journey);
        }

        var (claims, failure) = await restClaims.GetAsync(request.Policy.Policy, session!.User, context);
        return failure is null
            ? await responder.AnswerAsync(request, session, journey?.IsNewUser ?? false, claims, context)
            : AuthorizationAnswer.Of(failure, request.Target, context);
    }

    /// <summary>The session that a journey goes on with: the one that it signed in to, or one that was there and will do.</summary>
    public async Task<BrowserSession?> FindSessionAsync(PolicyRequest request, Journey? journey, HttpContext context)
    {
        var signedIn = await sessions.GetAsync(context, request.TenantId, context.RequestAborted);
        if (journey?.SessionId is { } chosen)
        {
            return signedIn.FirstOrDefault(each => each.Session.Id == chosen);
        }

        return request.Prompt.HasFlag(Prompts.Login) || request.Kind == PolicyKind.PasswordReset
            ? null
            : signedIn.FirstOrDefault(each => request.MaxAge is not { } age || each.Session.AuthenticatedAt + age > time.GetUtcNow());
    }

    /// <summary>Signs a customer in, for this journey and for every other policy of the tenant.</summary>
    public async Task<IResult> SignInAsync(JourneyInteraction interaction, User user, string? identityProvider, bool isNewUser, HttpContext context)
    {
        var session = await sessions.SignInAsync(context, user, identityProvider);
        interaction.Journey = journeys.Change(interaction.Journey, each => each with { SessionId = session, IsNewUser = isNewUser, IsProfileSaved = false, Social = null });
        return GoOn(interaction);
    }

    /// <summary>Ends the journey with an error for the application.</summary>
    public IResult Abandon(JourneyInteraction interaction, ProtocolError error, HttpContext context)
    {
        journeys.Complete(interaction.Journey);
        return AuthorizationAnswer.Of(error, interaction.Request.Target, context);
    }

    /// <summary>Leaves for a social provider, and comes back to this journey.</summary>
    public IResult StartSocial(JourneyInteraction interaction, string provider, HttpContext context) =>
        social.Start(context, provider, interaction.Journey.Id, AddressOf(JourneyPage.Social, interaction.Journey.Id));

    private static JourneyPage? FindPage(PolicyRequest request, Journey? journey, BrowserSession? session) => request.Kind switch
    {
        PolicyKind.PasswordReset => session is null ? JourneyPage.Reset : null,
        _ when session is null => JourneyPage.SignIn,
        PolicyKind.EditProfile => journey?.IsProfileSaved == true ? null : JourneyPage.Profile,
        _ => null,
    };

    private static SocialProvider? ProviderOf(string? domainHint) =>
        SocialProvider.All.FirstOrDefault(each => domainHint is not null && (each.Issuer.Equals(domainHint, StringComparison.OrdinalIgnoreCase) || each.Name.Equals(domainHint, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>A journey and the request that it answers.</summary>
internal sealed record JourneyInteraction(PolicyRequest Request)
{
    /// <summary>The journey as the request at hand has read it, or has left it.</summary>
    public required Journey Journey { get; set; }
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
