using Sandbox.EntraId.AdminConsent;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Consent;
using Sandbox.EntraId.Device;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.ExternalId;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Guests;
using Sandbox.EntraId.InstanceDiscovery;
using Sandbox.EntraId.Logout;
using Sandbox.EntraId.Metadata;
using Sandbox.EntraId.MultiFactor;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.SignIn;
using Sandbox.EntraId.SignUp;
using Sandbox.EntraId.TokenRequests;
using Sandbox.EntraId.UserInfo;
using Sandbox.EntraId.UserRealm;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.PageFlows;

namespace Sandbox.EntraId;

/// <summary>The Entra ID part of the sandbox.</summary>
public static class EntraIdSetup
{
    /// <summary>Registers what the endpoints need. The database comes from <see cref="Persistence.SandboxPersistence.AddSandboxPersistence"/>.</summary>
    public static IServiceCollection AddEntraId(this IServiceCollection services)
    {
        services.AddSingleton<ScopeParser>();
        services.AddSingleton<ConsentStore>();
        services.AddSingleton<CombinedConsent>();
        services.AddSingleton<AccessRules>();
        services.AddSingleton<AuthorizationRequestReader>();
        services.AddSingleton<SignInDecision>();
        services.AddForgottenByReset<PendingRequests<PendingSignIn>>();
        services.AddSingleton<ISignInKind, ApplicationSignIn>();
        services.AddSingleton<ISignInKind, Version1SignIn>();
        services.AddSingleton<AdminConsentSignIn>();
        services.AddSingleton<ISignInKind>(provider => provider.GetRequiredService<AdminConsentSignIn>());
        services.AddSingleton<Version1AdminConsentSignIn>();
        services.AddSingleton<ISignInKind>(provider => provider.GetRequiredService<Version1AdminConsentSignIn>());
        services.AddDeviceCodes();
        services.AddSingleton<SignInFlow>();
        services.AddSingleton<Accounts>();
        services.AddGuests();
        services.AddSingleton<AccountList>();
        services.AddSingleton<SignInEndpoints>();
        services.AddSingleton<MultiFactorEndpoints>();
        services.AddSingleton<ConsentEndpoints>();
        services.AddSingleton<SignUpEndpoints>();
        services.AddSingleton<NewAccounts>();
        services.AddSingleton<LogoutEndpoint>();
        services.AddTokens();
        services.AddExternalId();
        return services;
    }

    /// <summary>Maps the protocol endpoints and the pages for people.</summary>
    public static void MapEntraId(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGroup(ProtocolRole.Metadata).RequireCors(SpaCors.Policy).MapMetadata();
        endpoints.MapGroup(ProtocolRole.Keys).RequireCors(SpaCors.Policy).MapKeys();
        endpoints.MapGroup(ProtocolRole.Token).RequireCors(SpaCors.Policy).MapToken();
        endpoints.MapGroup(ProtocolRole.UserInfo).RequireCors(SpaCors.Policy).MapUserInfo();
        endpoints.MapGroup(ProtocolRole.InstanceDiscovery).MapInstanceDiscovery();
        endpoints.MapGroup(ProtocolRole.UserRealm).MapUserRealm();
        DeviceCodeEndpoint.Map(endpoints.MapGroup(ProtocolRole.DeviceCode));
        endpoints.MapErrorIndex();
        var pages = endpoints.MapGroup("").AddEndpointFilter<PageFilter>();
        var starts = pages.MapGroup("").AddEndpointFilter<NavigationFilter>();
        starts.MapGroup(ProtocolRole.Authorize).MapAuthorize();
        starts.MapGroup(ProtocolRole.AdminConsent).MapAdminConsent();
        InvitationEndpoints.MapStart(starts.MapGroup(ProtocolRole.Invitation));
        LogoutEndpoint.Map(starts.MapGroup(ProtocolRole.Logout));
        var forms = pages.MapGroup("").AddEndpointFilter<OwnFormFilter>();
        SignInEndpoints.Map(forms);
        MultiFactorEndpoints.Map(forms);
        ConsentEndpoints.Map(forms);
        InvitationEndpoints.Map(forms);
        SignUpEndpoints.Map(forms);
        DeviceLoginEndpoints.Map(forms);
        PasswordResetEndpoints.Map(forms);
    }
}
