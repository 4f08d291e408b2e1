namespace Sandbox.Scenarios.IdTokens;

/// <summary>Provider and app disagree about the time.</summary>
internal sealed class ClockSkew : Scenario, ITokenFault
{
    public override string Name => "clock-skew";

    public override ScenarioGroup Group => ScenarioGroup.IdToken;

    public override string Title => "The clocks differ";

    public override string Does => "Tokens are issued by a clock that is some seconds ahead: iat, nbf and exp of ID and access tokens. Client libraries tolerate five minutes. ID tokens are what is counted.";

    public override string GoodApp => "Tolerates minutes, refuses more, and says that the clock of its machine has to be set.";

    public override ChapterPage Page => ChapterPage.SignIn;

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX10222.";

    public override ScenarioParameters Parameters => ScenarioParameters.Count | ScenarioParameters.Seconds;

    public override int DefaultSeconds => 600;

    public void Strike(TokenDraft draft, ScenarioRun run, ScenarioBoard board)
    {
        // An access token comes with its ID token: counted both, a count of one would never reach what the app checks.
        if (draft.Audience is null || board.TryStrike(run))
        {
            draft.Shift(run.Settings.Time);
        }
    }
}
