using Sandbox.Persistence;

namespace Sandbox.Social;

/// <summary>The pretend social providers.</summary>
internal static class SocialSetup
{
    public static void AddSocial(this IServiceCollection services)
    {
        services.AddForgottenByReset<PretendProvider>();
        services.AddForgottenByReset<SocialSignIn>();
        services.AddSingleton<SocialEndpoints>();
    }

    public static void MapSocial(this IEndpointRouteBuilder endpoints) => SocialEndpoints.Map(endpoints);
}
