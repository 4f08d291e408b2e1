namespace Sandbox.Scenarios.IdTokens;

/// <summary>Lets the scenarios that are on strike tokens.</summary>
internal sealed class TokenFaults(ScenarioBoard board)
{
    public void Strike(TokenDraft draft)
    {
        foreach (var run in board.On)
        {
            (run.Scenario as ITokenFault)?.Strike(draft, run, board);
        }
    }
}
