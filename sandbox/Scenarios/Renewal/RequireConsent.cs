namespace Sandbox.Scenarios.Renewal;

/// <summary>The consent that an application had is gone.</summary>
internal sealed class RequireConsent : Scenario
{
    public override string Name => "require-consent";

    public override ScenarioGroup Group => ScenarioGroup.Renewal;

    public override string Title => "Consent is needed again";

    public override string Does => "Each person's consent to each app counts as missing until they give it anew. Sign-ins show the consent page; the token endpoint answers invalid_grant, AADSTS65001, with the suberror consent_required. Entra ID and External ID.";

    public override string GoodApp => "Sends the person to the authorization endpoint for the scopes that it needs now, and copes with a No.";

    public override ChapterPage Page => ChapterPage.People;

    public override string Handled => "Chapter 2-1: AuthorizeForScopes, and the page for declined consent.";

    public override ScenarioParameters Parameters => ScenarioParameters.Count | ScenarioParameters.User | ScenarioParameters.Client;
}
