using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.EntraId.Device;

/// <summary>The sign-in of a person who typed a device's code. It ends on a page of the sandbox; the device finds out when it asks again.</summary>
internal sealed class DeviceSignIn(TenantDirectory tenants, LiveDirectory directory, ScopeParser scopes, DeviceCodes codes, Grants grants) : ISignInKind
{
    private const string Device = "device";

    public SignInPurpose Purpose => SignInPurpose.Device;

    /// <summary>The parameters of a waiting sign-in: which device it is for.</summary>
    public static RequestParameters ParametersFor(DeviceCode code) => new(new Dictionary<string, string> { [Device] = code.Hash });

    public AuthorizationRequest Read(PendingSignIn pending, HttpContext context)
    {
        var parameters = pending.Parameters;
        var code = codes.FindByHash(HashIn(parameters));
        if (code is null || !codes.IsOpen(code))
        {
            throw new ProtocolException(codes.ErrorOf(code));
        }

        var tenant = tenants.FindServed(code.Tenant);
        var client = FindClient(code, tenant, context);
        return new AuthorizationRequest
        {
            Tenant = tenant,
            Target = new ResponseTarget(client, Authority.Of(context.Request).Base + DeviceLoginEndpoints.Address, ResponseMode.Query, State: null),
            Parameters = parameters,
            WantsCode = false,
            WantsIdToken = false,
            Scope = scopes.Parse(code.Scope, client.ClientId, tenant, code.IsVersion1),

            // Whoever sent the code would be glad of a person who is signed in already and clicks once.
            Prompt = Prompts.SelectAccount,
            Claims = ClaimsRequest.Parse(code.Claims),
            Purpose = Purpose,
        };
    }

    public async Task<IResult> AnswerAsync(AuthorizationRequest request, SignedInUser session, HttpContext context)
    {
        var grant = grants.Create(request, session, request.Scope.Text, request.Claims.Text);
        return await codes.ApproveAsync(HashIn(request.Parameters), grant)
            ? Results.Redirect(DeviceLoginEndpoints.DoneAddress)
            : throw new ProtocolException(codes.ErrorOf(codes.FindByHash(HashIn(request.Parameters))));
    }

    public Task<IResult> FailAsync(AuthorizationRequest request, ProtocolError error, HttpContext context)
    {
        codes.Decline(HashIn(request.Parameters));
        return Task.FromResult(
            error.Code == PageErrors.Declined().Code ? Results.Redirect(DeviceLoginEndpoints.DeclinedAddress) : ErrorPage.Of(error, context));
    }

    private static string HashIn(RequestParameters parameters) => parameters.Required(Device);

    private Application FindClient(DeviceCode code, TenantReference tenant, HttpContext context)
    {
        var clientId = code.ClientId.ToString();
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.ClientId = clientId;
        }

        var client = directory.Current.FindApplication(clientId, tenant)
            ?? throw new ProtocolException(ClientErrors.NotFound(clientId, tenant.Tenant?.Name ?? tenant.Segment));
        return client.IsDisabled
            ? throw new ProtocolException(ClientErrors.Disabled(clientId, client.DisplayName))
            : client;
    }
}
