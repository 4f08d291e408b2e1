using Sandbox.Users;

namespace Sandbox.Scenarios.Renewal;

/// <summary>Lets the scenarios that are on ask more of people who sign in, and of tokens that are renewed.</summary>
internal sealed class SignInFaults(ScenarioBoard board)
{
    /// <summary>Whether somebody who has not passed a second factor has to. Asking counts.</summary>
    public bool RequireMultiFactor(User user, Guid clientId) => Strike<RequireMfa>(user, clientId);

    /// <summary>Whether a consent that was given counts as missing. Asking counts.</summary>
    public bool RequireConsent(User user, Guid clientId) => Strike<RequireConsent>(user, clientId);

    /// <summary>Lets a consent count that was given a moment ago.</summary>
    public void AcceptConsent(User user, Guid clientId)
    {
        foreach (var run in board.On)
        {
            if (run.Scenario is RequireConsent)
            {
                run.Spared[KeyOf(user, clientId)] = true;
            }
        }
    }

    private bool Strike<TScenario>(User user, Guid clientId)
        where TScenario : Scenario
    {
        foreach (var run in board.On)
        {
            if (run.Scenario is TScenario && run.Settings.Admit(user, clientId) && !run.Spared.ContainsKey(KeyOf(user, clientId)) && board.TryStrike(run))
            {
                return true;
            }
        }

        return false;
    }

    private static string KeyOf(User user, Guid clientId) => $"{user.Id} {clientId}";
}
