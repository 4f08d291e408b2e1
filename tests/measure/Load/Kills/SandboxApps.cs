namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>The apps that users sign in to before the sandbox is killed.</summary>
internal sealed record SandboxApps
{
    /// <summary>An app whose permissions are consented.</summary>
    public required Client EntraId { get; init; }

    /// <summary>An app of an Azure AD B2C tenant.</summary>
    public required Client B2C { get; init; }

    /// <summary>An app of a Microsoft Entra External ID tenant.</summary>
    public required Client ExternalId { get; init; }

    /// <summary>An app with a permission that every user has to accept.</summary>
    public required Client Consent { get; init; }

    /// <summary>Reads the endpoints of the apps from the sandbox.</summary>
    public static async Task<SandboxApps> DiscoverAsync(HttpClient http, Uri address)
    {
        var consent = Clients.SandboxDaemon(address) with
        {
            Scope = "openid profile offline_access User.Read Mail.Read",
        };
        return new()
        {
            EntraId = await Clients.SandboxEntraId(address).DiscoverAsync(http),
            B2C = await Clients.SandboxB2C(address).DiscoverAsync(http),
            ExternalId = await Clients.SandboxExternalId(address).DiscoverAsync(http),
            Consent = await consent.DiscoverAsync(http),
        };
    }

    /// <summary>Finds the app that an answer belongs to.</summary>
    public Client Of(AnswerKind kind) => kind switch
    {
        AnswerKind.B2CSession or AnswerKind.B2CClick => B2C,
        AnswerKind.Consent => Consent,
        AnswerKind.NewPassword => ExternalId,
        _ => EntraId,
    };
}
