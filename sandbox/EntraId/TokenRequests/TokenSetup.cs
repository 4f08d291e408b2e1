using Sandbox.EntraId.Tokens;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>Registers and maps the token endpoint with its grants.</summary>
internal static class TokenSetup
{
    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<DirectoryClaims>();
        services.AddSingleton<IdTokenFactory>();
        services.AddSingleton<AccessTokenFactory>();
        services.AddSingleton<UserTokens>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<IGrantHandler, AuthorizationCodeGrantHandler>();
        services.AddSingleton<IGrantHandler, RefreshTokenGrantHandler>();
        services.AddSingleton<IGrantHandler, ClientCredentialsGrantHandler>();
        services.AddSingleton<IGrantHandler, OnBehalfOfGrantHandler>();
        services.AddSingleton<IGrantHandler, PasswordGrantHandler>();
    }

    public static void MapToken(this IEndpointRouteBuilder endpoints) => TokenEndpoint.Map(endpoints);
}
