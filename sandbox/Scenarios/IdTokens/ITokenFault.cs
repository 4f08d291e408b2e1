namespace Sandbox.Scenarios.IdTokens;

/// <summary>A scenario that has a say in the tokens that are issued.</summary>
internal interface ITokenFault
{
    /// <summary>Changes the token, or leaves it as it is.</summary>
    void Strike(TokenDraft draft, ScenarioRun run, ScenarioBoard board);
}
