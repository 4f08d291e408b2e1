using Sandbox.Wire;

namespace Sandbox.Scenarios.Provider;

/// <summary>Lets the scenarios that are on strike requests. It stands inside the wire recorder, so that what an app receives is on record.</summary>
internal sealed class RequestFaults(RequestDelegate next, ScenarioBoard board)
{
    public Task InvokeAsync(HttpContext context) => board.On.Count == 0 ? next(context) : StrikeAsync(context);

    private async Task StrikeAsync(HttpContext context)
    {
        foreach (var run in board.On)
        {
            if (run.Scenario is IRequestFault fault && fault.Concerns(context) && board.TryStrike(run))
            {
                context.Features.Get<ExchangeNotes>()?.Note("no scenario strikes", passed: false, run.Scenario.Name);
                if (await fault.StrikeAsync(context, run.Settings))
                {
                    return;
                }
            }
        }

        await next(context);
    }
}
