using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Social;

namespace Sandbox.B2C.Profile;

/// <summary>The page on which customers change their attributes, and link and unlink social accounts.</summary>
internal sealed class EditProfileEndpoints(JourneyFlow flow, CustomerAccounts accounts)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/b2c/{id}/profile", (string id, HttpContext context, EditProfileEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/b2c/{id}/profile", (string id, HttpContext context, EditProfileEndpoints page) => page.SubmitAsync(id, context));
    }

    public async Task<IResult> PageAsync(JourneyInteraction interaction, SignedInUser session, ProfileForm? form, ProtocolError? error, HttpContext context)
    {
        var head = JourneyPages.HeadOf(interaction, error, context);
        var identities = await accounts.IdentitiesOfAsync(session.User.Id, context.RequestAborted);
        var linked = identities.Select(identity => identity.Issuer).ToHashSet(StringComparer.Ordinal);
        var social = SocialProvider.All.Select(provider => new EditProfilePage.SocialAccount(provider, linked.Contains(provider.Issuer))).ToList();
        return JourneyPages.Show("~/B2C/Profile/EditProfilePage.cshtml",
            new EditProfilePage(head, session.User.Mail, form ?? ProfileForm.Of(session.User), social), head, interaction);
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (await FindSessionAsync(interaction, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        // What is saved and linked from here on is this person's, whoever signs in in another tab meanwhile.
        interaction.Change(each => each with { SessionId = session.Session.Id });
        return await PageAsync(interaction, session, form: null, error: null, context);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["action"] == "cancel" && interaction.Has(JourneyPage.Profile))
        {
            return await flow.AbandonAsync(interaction, JourneyErrors.Cancelled(), context);
        }

        if (await FindSessionAsync(interaction, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        if (form["provider"] is { } provider)
        {
            return flow.StartSocial(interaction, provider, context);
        }

        return form["unlink"] is { } issuer
            ? await UnlinkAsync(interaction, session, issuer, context)
            : await SaveAsync(interaction, session, ProfileForm.Of(form), context);
    }

    private async Task<IResult> UnlinkAsync(JourneyInteraction interaction, SignedInUser session, string issuer, HttpContext context)
    {
        var isUnlinked = await accounts.UnlinkAsync(session.User, issuer);
        return await PageAsync(interaction, session, form: null, isUnlinked ? null : JourneyErrors.LastIdentity(), context);
    }

    private async Task<IResult> SaveAsync(JourneyInteraction interaction, SignedInUser session, ProfileForm form, HttpContext context)
    {
        if (ProfileRules.FindProblem(form.Profile) is { } problem)
        {
            return await PageAsync(interaction, session, form, JourneyErrors.BadInput(problem), context);
        }

        await accounts.UpdateProfileAsync(session.User.Id, form.Profile);
        interaction.Change(each => each with { IsProfileSaved = true, SessionId = session.Session.Id });
        return flow.GoOn(interaction);
    }

    private async Task<SignedInUser?> FindSessionAsync(JourneyInteraction interaction, HttpContext context) => interaction.Has(JourneyPage.Profile)
        ? await flow.ChooseSessionAsync(interaction.Request, interaction.Pending, context)
        : null;
}

/// <summary>What the page shows on which customers change their profile.</summary>
internal sealed record EditProfilePage(PageHead Head, string? Email, ProfileForm Profile, IReadOnlyList<EditProfilePage.SocialAccount> SocialAccounts)
{
    /// <summary>A social provider, and whether an account there is linked.</summary>
    internal sealed record SocialAccount(SocialProvider Provider, bool IsLinked);
}
