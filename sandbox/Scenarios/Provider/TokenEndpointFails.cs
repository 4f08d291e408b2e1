using Sandbox.B2C.Policies;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.Scenarios.Provider;

/// <summary>The token endpoint fails.</summary>
internal sealed class TokenEndpointFails : Scenario, IRequestFault
{
    public override string Name => "token-endpoint-500";

    public override ScenarioGroup Group => ScenarioGroup.Provider;

    public override string Title => "The token endpoint fails";

    public override string Does => "The token endpoint answers 500: Entra ID with server_error and AADSTS90033, B2C with a gateway's page.";

    public override string GoodApp => "Does not sign the person in, says that the provider failed, and offers another try. MSAL tries once more by itself, so a count of 1 passes unnoticed there.";

    public override ChapterPage Page => ChapterPage.SignIn;

    public override string Handled => "Chapter 1-1: the error page for a passing problem of the provider, status 503. Chapter 1-2: the one for an answer that is not JSON, status 502.";

    public bool Concerns(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && ProtocolEndpoint.Of(context) is { Role: ProtocolRole.Token };

    public async Task<bool> StrikeAsync(HttpContext context, ScenarioSettings settings)
    {
        var isB2C = context.GetEndpoint()?.Metadata.GetMetadata<PolicyAddress.ShapeMetadata>() is not null;
        await (isB2C
            ? GatewayPage.WriteAsync(context, StatusCodes.Status500InternalServerError, "Internal server error")
            : new ErrorAnswer(ScenarioErrors.TokenEndpointFailed()).ExecuteAsync(context));
        return true;
    }
}
