using Microsoft.IdentityModel.Tokens;
using Sandbox.Protocol.Tokens;
using Sandbox.Scenarios.IdTokens;

namespace Sandbox.Scenarios.Renewal;

/// <summary>Access tokens do not live as long as they said.</summary>
internal sealed class ExpireAccessTokens : Scenario, ITokenFault
{
    public override string Name => "expire-access-tokens";

    public override ScenarioGroup Group => ScenarioGroup.Renewal;

    public override string Title => "Access tokens have expired";

    public override string Does => "Graph and the user-info endpoint answer 401 to every access token that was issued before now, as if its time were over, and databases refuse it as a password. New tokens are good. When the scenario ends, the old ones count again.";

    public override string GoodApp => "Gets a new access token with its refresh token, past its cache, and repeats the call once. The person notices nothing.";

    public override ChapterPage Page => ChapterPage.TokenCache;

    public override string Handled => "Chapter 2-1: the page Token cache, where a token can be forced to be new.";

    public override ScenarioParameters Parameters => ScenarioParameters.Count | ScenarioParameters.User | ScenarioParameters.Client;

    /// <summary>Whether an access token counts as expired.</summary>
    public static bool Strikes(ScenarioRun run, AcceptedToken token, ScenarioBoard board) =>
        run.Settings.Admit(token.User, token.ClientId) && IsOlder(token, run) && board.TryStrike(run);

    /// <summary>
    /// Takes note of the tokens that are new although they bear the same time as older ones: <c>iat</c> counts in seconds. In every later second the time
    /// tells enough.
    /// </summary>
    public void Strike(TokenDraft draft, ScenarioRun run, ScenarioBoard board)
    {
        if (EpochTime.GetIntDate(draft.Descriptor.IssuedAt!.Value) == run.Since.ToUnixTimeSeconds() && draft.Descriptor.Claims.TryGetValue("uti", out var id))
        {
            run.Spared[(string)id] = true;
        }
    }

    private static bool IsOlder(AcceptedToken token, ScenarioRun run) =>
        EpochTime.GetIntDate(token.Token.IssuedAt) is var issued && run.Since.ToUnixTimeSeconds() is var since
        && (issued < since || (issued == since && !run.Spared.ContainsKey(token.Token.GetPayloadValue<string>("uti"))));
}
