using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Profile;
using Sandbox.B2C.SignIn;
using Sandbox.Customers;
using Sandbox.Protocol.Errors;
using Sandbox.Social;

namespace Sandbox.B2C.SocialAccounts;

/// <summary>Where the way back from a social provider ends: a sign-in, a link, a new account, or the page from which the person went.</summary>
internal sealed class SocialArrival(
    JourneyFlow flow, SocialSignIn social, CustomerAccounts accounts, CustomerSignInEndpoints signIn, EditProfileEndpoints profile)
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/b2c/{id}/social", (string id, HttpContext context, SocialArrival arrival) => arrival.HandleAsync(id, context));

    /// <summary>The address for the account: one that the provider vouches for, or one whose mailbox the person proved.</summary>
    public static string? EmailOf(Journey journey, SocialIdentity identity) =>
        identity.EmailVerified && EmailAddress.TryNormalize(identity.Email, out var email, out _) ? email : MailboxProofs.StateOf(journey, MailboxPurpose.Social).Proved;

    public static string NameOf(SocialIdentity identity) => SocialProvider.All.FirstOrDefault(each => each.Issuer == identity.Issuer)?.DisplayName ?? identity.Issuer;

    private async Task<IResult> HandleAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (!interaction.Has(JourneyPage.Social))
        {
            return flow.GoOn(interaction);
        }

        // Cancelling at the provider cancels nothing here.
        var identity = social.Finish(context, id);
        var session = await flow.ChooseSessionAsync(interaction.Request, interaction.Pending, context);
        if (interaction.Request.Kind == PolicyKind.EditProfile && session is not null)
        {
            return identity is null || await accounts.LinkAsync(session.User, identity, context.RequestAborted)
                ? JourneyFlow.GoTo(JourneyPage.Profile, interaction)
                : await profile.PageAsync(interaction, session, form: null, JourneyErrors.SocialAccountTaken(NameOf(identity)), context);
        }

        return identity is null ? JourneyFlow.GoTo(JourneyPage.SignIn, interaction) : await SignInAsync(interaction, identity, context);
    }

    private async Task<IResult> SignInAsync(JourneyInteraction interaction, SocialIdentity identity, HttpContext context)
    {
        if (await accounts.FindBySocialAsync(interaction.Pending.TenantId, identity, context.RequestAborted) is { } known)
        {
            return known.Enabled
                ? await flow.SignInAsync(interaction, known, identity.Issuer, isNewUser: false, context)
                : throw new ProtocolException(JourneyErrors.Disabled());
        }

        if (!interaction.Has(JourneyPage.Details))
        {
            return await signIn.PageAsync(interaction, JourneyErrors.NoSuchAccount(NameOf(identity)), context);
        }

        // A mailbox that was proved for another social account is none of this one's.
        interaction.Change(each => each with
        {
            Social = identity,
            TypedEmail = identity.Email,
            MailboxPurpose = null,
            MailboxEmail = null,
            ProvedEmail = null,
        });
        return JourneyFlow.GoTo(JourneyPage.Details, interaction);
    }
}
