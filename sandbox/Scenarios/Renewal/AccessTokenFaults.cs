using Sandbox.Protocol.Tokens;

namespace Sandbox.Scenarios.Renewal;

/// <summary>Lets the scenarios that are on strike access tokens that come back.</summary>
internal sealed class AccessTokenFaults(ScenarioBoard board)
{
    /// <summary>Whether a token that would be accepted counts as expired.</summary>
    public bool Expires(AcceptedToken token)
    {
        foreach (var run in board.On)
        {
            if (run.Scenario is ExpireAccessTokens && ExpireAccessTokens.Strikes(run, token, board))
            {
                return true;
            }
        }

        return false;
    }
}
