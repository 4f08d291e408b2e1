namespace Sandbox.Scenarios.Renewal;

/// <summary>The organization has begun to ask for a second factor.</summary>
internal sealed class RequireMfa : Scenario
{
    public override string Name => "require-mfa";

    public override ScenarioGroup Group => ScenarioGroup.Renewal;

    public override string Title => "A second factor is required";

    public override string Does => "Whoever has signed in with a password alone has to pass a second factor. Sign-ins show its page; the token endpoint, and a sign-in without interaction, answer interaction_required, AADSTS50076, with a claims challenge. Entra ID and External ID.";

    public override string GoodApp => "Sends the person to the authorization endpoint with the claims of the error, and goes on afterwards: refreshes work again once the second factor was passed.";

    public override ChapterPage Page => ChapterPage.SignIn;

    public override string Handled => "Chapter 2-1: AuthorizeForScopes and the consent handler. Chapter 1-1: the sign-in itself.";

    public override ScenarioParameters Parameters => ScenarioParameters.Count | ScenarioParameters.User | ScenarioParameters.Client;
}
