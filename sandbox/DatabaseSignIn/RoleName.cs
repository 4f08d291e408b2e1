namespace Sandbox.DatabaseSignIn;

/// <summary>The role in the name that PostgreSQL binds as.</summary>
/// <param name="Value">The role, or <see langword="null"/> when the name is not <c>cn=</c> and a role.</param>
internal sealed record RoleName(string? Value)
{
    private const string Prefix = "cn=";

    // As many as a name in PostgreSQL has bytes, unless it was built to take longer ones.
    private const int Longest = 63;

    /// <summary>For logs and messages: on one line, and not longer than a role can be. Somebody will send a token as the name one day.</summary>
    public string Shown { get; } = Show(Value);

    /// <summary>
    /// Takes what follows <c>cn=</c> as it is. PostgreSQL puts its prefix before the role and escapes nothing, so what RFC 4514 (section 2.4) would have
    /// escaped stands for itself.
    /// </summary>
    public static RoleName Of(string distinguishedName) =>
        new(distinguishedName.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && distinguishedName.Length > Prefix.Length ? distinguishedName[Prefix.Length..] : null);

    private static string Show(string? value) => value is null
        ? "(no role)"
        : $"'{string.Concat(value.Take(Longest).Select(character => char.IsControl(character) ? '?' : character))}{(value.Length > Longest ? "…" : "")}'";
}
