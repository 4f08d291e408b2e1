namespace Sandbox.Scenarios.IdTokens;

/// <summary>A scenario in which every ID token is wrong in one respect, whichever endpoint issues it.</summary>
internal abstract class IdTokenFault : Scenario, ITokenFault
{
    public sealed override ScenarioGroup Group => ScenarioGroup.IdToken;

    public override string GoodApp => "Refuses the token, signs nobody in, and says why on a page with a way back.";

    public override ChapterPage Page => ChapterPage.SignIn;

    public override ScenarioParameters Parameters => ScenarioParameters.Count | ScenarioParameters.User | ScenarioParameters.Client;

    public void Strike(TokenDraft draft, ScenarioRun run, ScenarioBoard board)
    {
        if (draft.Audience is { } audience && run.Settings.Admit(audience.User, audience.ClientId) && Concerns(draft) && board.TryStrike(run))
        {
            Change(draft);
        }
    }

    /// <summary>Whether the token has what would be wrong.</summary>
    protected virtual bool Concerns(TokenDraft draft) => true;

    /// <summary>Makes the token wrong.</summary>
    protected abstract void Change(TokenDraft draft);
}
