namespace Sandbox.EntraId.ExternalId;

/// <summary>What customers of an external tenant see in place of the pages for work accounts. The protocol is Entra ID's.</summary>
internal static class ExternalIdSetup
{
    public static void AddExternalId(this IServiceCollection services)
    {
        services.AddSingleton<CodeSteps>();
        services.AddSingleton<CustomerSignIn>();
        services.AddSingleton<CustomerSignUp>();
        services.AddSingleton<PasswordResetEndpoints>();
    }
}
