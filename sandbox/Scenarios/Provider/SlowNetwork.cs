using Sandbox.Protocol;

namespace Sandbox.Scenarios.Provider;

/// <summary>Answers take long.</summary>
internal sealed class SlowNetwork(TimeProvider time) : Scenario, IRequestFault
{
    public override string Name => "slow-network";

    public override ScenarioGroup Group => ScenarioGroup.Provider;

    public override string Title => "The network is slow";

    public override string Does => "Holds every answer of the sign-in endpoints, metadata, keys, the token endpoint and Graph back for some seconds.";

    public override string GoodApp => "Waits a reasonable time and no longer, calls in parallel where it can, and stops waiting when the person has left.";

    public override ChapterPage Page => ChapterPage.SignIn;

    public override string Handled => "Chapters 1-1 and 1-2: they wait ten seconds. With more than that, the error page for a provider that answers too late, status 504.";

    public override ScenarioParameters Parameters => ScenarioParameters.Count | ScenarioParameters.Seconds;

    public override int DefaultSeconds => 3;

    public bool Concerns(HttpContext context) => ProtocolEndpoint.Of(context) is not null;

    public async Task<bool> StrikeAsync(HttpContext context, ScenarioSettings settings)
    {
        await Task.Delay(settings.Time, time, context.RequestAborted);
        return false;
    }
}
