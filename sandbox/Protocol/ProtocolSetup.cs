using Microsoft.AspNetCore.Cors.Infrastructure;
using Sandbox.Keys;
using Sandbox.Persistence;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Logout;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;

namespace Sandbox.Protocol;

/// <summary>What Entra ID, External ID, Azure AD B2C and Microsoft Graph share.</summary>
public static class ProtocolSetup
{
    /// <summary>Registers it. The database comes from <see cref="SandboxPersistence.AddSandboxPersistence"/>.</summary>
    public static IServiceCollection AddProtocol(this IServiceCollection services)
    {
        // For the pages, which are Razor views.
        services.AddMvcCore().AddRazorViewEngine();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "sandbox-antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

            // People arrive from applications on other sites; a strict cookie would be replaced, and forms in other tabs would stop working.
            options.Cookie.SameSite = SameSiteMode.Lax;
        });
        services.AddCors();
        services.AddTransient<ICorsPolicyProvider, SpaCors>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<FederatedCredentials>();
        services.AddSingleton<ClientAssertions>();
        services.AddSingleton<ClientTypeReader>();
        services.AddSingleton<ClientAuthenticator>();
        services.AddReadCache<SessionStore>();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<SessionRevocation>();
        services.AddSingleton<IdTokenHints>();
        services.AddSingleton<LogoutRequestReader>();
        services.AddSingleton<FrontChannelLogout>();
        services.AddSingleton<TokenSigner>();
        services.AddSingleton<AccessTokenValidator>();
        services.AddSingleton<RefreshTokens>();
        services.AddForgottenByReset<AuthorizationCodes>();
        services.AddForgottenByReset<UnredeemedGrants>();
        services.AddReadCache<Grants>();
        services.AddSingleton<Issuance>();
        services.AddSingleton<Redemption>();
        return services;
    }
}
