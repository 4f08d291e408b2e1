using Sandbox.Protocol;

namespace Sandbox.Scenarios.Provider;

/// <summary>Nobody learns where the endpoints are and which keys sign.</summary>
internal sealed class MetadataDown : Scenario, IRequestFault
{
    public override string Name => "metadata-down";

    public override ScenarioGroup Group => ScenarioGroup.Provider;

    public override string Title => "Metadata and keys are down";

    public override string Does => "The metadata document and the signing keys answer 503 with a gateway's page.";

    public override string GoodApp => "Goes on with the metadata and keys that it has. If it has none yet, it says that the provider cannot be reached, and tries again with the next sign-in.";

    public override ChapterPage Page => ChapterPage.SignIn;

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX20803. Restart the app to see it, because a running one has the metadata already.";

    public bool Concerns(HttpContext context) => (ProtocolEndpoint.Of(context)?.Role).IsForAllUsers();

    public async Task<bool> StrikeAsync(HttpContext context, ScenarioSettings settings)
    {
        await GatewayPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Service unavailable");
        return true;
    }
}
