using Microsoft.AspNetCore.Routing;
using Sandbox.B2C.Authorize;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.B2C.Logout;
using Sandbox.B2C.Metadata;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Profile;
using Sandbox.B2C.Reset;
using Sandbox.B2C.RestClaims;
using Sandbox.B2C.Routing;
using Sandbox.B2C.Scopes;
using Sandbox.B2C.SignIn;
using Sandbox.B2C.SignUp;
using Sandbox.B2C.SocialAccounts;
using Sandbox.B2C.TokenRequests;
using Sandbox.B2C.Tokens;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.PageFlows;

namespace Sandbox.B2C;

/// <summary>The Azure AD B2C part of the sandbox. It shares keys, grants, sessions and client authentication with the Entra ID part.</summary>
public static class B2CSetup
{
    /// <summary>Registers what the endpoints need.</summary>
    public static IServiceCollection AddB2C(this IServiceCollection services)
    {
        services.AddSingleton<MatcherPolicy, TenantKindSelector>();
        services.AddSingleton<PolicyDirectory>();
        services.AddSingleton<PolicyScopes>();
        services.AddSingleton<PolicyRequestReader>();
        services.AddSingleton<PolicyResponder>();
        services.AddSingleton<PolicyTokens>();
        services.AddSingleton<PolicyGrantHandler>();
        services.AddSingleton<PolicyTokenIssuer>();
        services.AddSingleton<PolicyMetadataEndpoints>();
        services.AddSingleton<PolicyAuthorizeEndpoint>();
        services.AddSingleton<PolicyTokenEndpoint>();
        services.AddSingleton<PolicyLogoutEndpoint>();
        services.AddForgottenByReset<PendingRequests<Journey>>();
        services.AddSingleton<JourneyFlow>();
        services.AddSingleton<MailboxProofs>();
        services.AddSingleton<CustomerSignInEndpoints>();
        services.AddSingleton<CustomerSignUpEndpoints>();
        services.AddSingleton<PasswordResetEndpoints>();
        services.AddSingleton<EditProfileEndpoints>();
        services.AddSingleton<SocialArrival>();
        services.AddSingleton<SocialDetailsEndpoints>();
        services.AddSingleton<SocialLinkEndpoints>();
        services.AddRestClaims();
        return services;
    }

    /// <summary>Maps the policies' endpoints and pages.</summary>
    public static void MapB2C(this IEndpointRouteBuilder endpoints)
    {
        LoyaltyEndpoint.Map(endpoints);
        var documents = endpoints.MapGroup("").AddEndpointFilter<B2CJsonFilter>();
        PolicyMetadataEndpoints.MapMetadata(documents.MapGroup(ProtocolRole.Metadata).RequireCors(SpaCors.Policy));
        PolicyMetadataEndpoints.MapKeys(documents.MapGroup(ProtocolRole.Keys).RequireCors(SpaCors.Policy));
        PolicyTokenEndpoint.Map(documents.MapGroup(ProtocolRole.Token).RequireCors(SpaCors.Policy));
        var pages = endpoints.MapGroup("").AddEndpointFilter<B2CPageFilter>();
        var starts = pages.MapGroup("").AddEndpointFilter<NavigationFilter>();
        PolicyAuthorizeEndpoint.Map(starts.MapGroup(ProtocolRole.Authorize));
        PolicyLogoutEndpoint.Map(starts.MapGroup(ProtocolRole.Logout));
        SocialArrival.Map(pages);
        var forms = pages.MapGroup("").AddEndpointFilter<OwnFormFilter>();
        CustomerSignInEndpoints.Map(forms);
        CustomerSignUpEndpoints.Map(forms);
        PasswordResetEndpoints.Map(forms);
        EditProfileEndpoints.Map(forms);
        SocialDetailsEndpoints.Map(forms);
        SocialLinkEndpoints.Map(forms);
    }
}
