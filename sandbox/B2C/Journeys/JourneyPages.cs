using Sandbox.B2C.Policies;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Journeys;

/// <summary>What all pages of policies have in common.</summary>
internal static class JourneyPages
{
    /// <summary>Whether a policy has the page. Everybody can type an address; that of another policy's page leads back to the way.</summary>
    public static bool Has(this JourneyInteraction interaction, JourneyPage page) => (interaction.Request.Kind, page) switch
    {
        (PolicyKind.PasswordReset, _) => page == JourneyPage.Reset,
        (PolicyKind.EditProfile, _) => page is JourneyPage.SignIn or JourneyPage.Social or JourneyPage.Profile,
        (_, JourneyPage.Reset) => interaction.Request.Policy.Policy.HasEmbeddedPasswordReset,
        _ => page != JourneyPage.Profile,
    };

    public static PageHead HeadOf(JourneyInteraction interaction, ProtocolError? error, HttpContext context) => new(
        interaction.Pending.Id,
        interaction.Request.Client.DisplayName,
        interaction.Request.Policy.Tenant.Name,
        error is null ? null : ErrorReport.Of(error, context));

    /// <summary>A page whose forms may end at the application.</summary>
    public static PageResult Show(string view, object model, PageHead head, JourneyInteraction interaction) => new(view, model)
    {
        Status = head.Error?.Error.Status ?? StatusCodes.Status200OK,
        FormTargets = [interaction.Request.Target.RedirectUri],
    };
}

/// <summary>What every page of a policy shows.</summary>
/// <param name="JourneyId">The journey.</param>
/// <param name="Application">The application that asked.</param>
/// <param name="Tenant">Whose customers sign in.</param>
/// <param name="Error">What has to be corrected.</param>
internal sealed record PageHead(string JourneyId, string Application, string Tenant, ErrorReport? Error)
{
    public string AddressOf(JourneyPage page) => JourneyFlow.AddressOf(page, JourneyId);
}
