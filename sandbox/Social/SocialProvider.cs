namespace Sandbox.Social;

/// <summary>A pretend social provider: another company's sign-in page, with accounts of its own.</summary>
/// <param name="Name">Its part of the addresses: <c>glimpse</c>.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Issuer">Its domain, which is the <c>idp</c> of tokens.</param>
/// <param name="VouchesForEmail">Whether it has verified the e-mail addresses that it tells.</param>
/// <param name="MayHideEmail">Whether people may keep their address to themselves.</param>
/// <param name="Accounts">The accounts that its page offers.</param>
internal sealed record SocialProvider(
    string Name, string DisplayName, string Issuer, bool VouchesForEmail, bool MayHideEmail, IReadOnlyList<PretendAccount> Accounts)
{
    /// <summary>Speaks as OpenID Connect providers do: every account has a verified address.</summary>
    public static readonly SocialProvider Glimpse = new("glimpse", "Glimpse", "glimpse.example", VouchesForEmail: true, MayHideEmail: false,
    [
        new("robin.reyes", "Robin Reyes", "Robin", "Reyes", "robin@customer.example"),
        new("noor.nasser", "Noor Nasser", "Noor", "Nasser", "noor@customer.example"),
        new("casey.cole", "Casey Cole", "Casey", "Cole", "casey@customer.example"),
    ]);

    /// <summary>Speaks plain OAuth: an account is a user name; an address is there only where the person shows it, and nobody has verified it.</summary>
    public static readonly SocialProvider Gitpond = new("gitpond", "Gitpond", "gitpond.example", VouchesForEmail: false, MayHideEmail: true,
    [
        new("tove-lind", "Tove Lind", null, null, "tove@customer.example"),
        new("quiet-heron", "Sam Frost", null, null, Email: null),
        new("casey-cole", "Casey Cole", null, null, "casey@customer.example"),
    ]);

    /// <summary>All of them, in the order in which pages offer them.</summary>
    public static IReadOnlyList<SocialProvider> All { get; } = [Glimpse, Gitpond];

    /// <returns>The provider of an address part; <see langword="null"/> when there is none.</returns>
    public static SocialProvider? Find(string? name) => All.FirstOrDefault(each => each.Name == name);
}

/// <summary>An account at a pretend provider.</summary>
/// <param name="Subject">The provider's identifier of it.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="GivenName">The first name, where the provider asks for it.</param>
/// <param name="Surname">The last name, where the provider asks for it.</param>
/// <param name="Email">The e-mail address that it tells; <see langword="null"/> where it is kept private.</param>
internal sealed record PretendAccount(string Subject, string DisplayName, string? GivenName, string? Surname, string? Email);
