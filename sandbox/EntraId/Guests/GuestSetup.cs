using Sandbox.EntraId.Flow;
using Sandbox.Users;

namespace Sandbox.EntraId.Guests;

/// <summary>Registers what guests need besides the pages of every sign-in.</summary>
internal static class GuestSetup
{
    public static void AddGuests(this IServiceCollection services)
    {
        services.AddSingleton<GuestAccounts>();
        services.AddSingleton<InvitationTickets>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<InvitationSignIn>();
        services.AddSingleton<ISignInKind>(provider => provider.GetRequiredService<InvitationSignIn>());
        services.AddSingleton<InvitationEndpoints>();
    }
}
