namespace Sandbox.DatabaseSignIn.Ldap;

/// <summary>The application tags of the operations that are told apart here (RFC 4511, sections 4.2 to 4.14).</summary>
internal static class LdapOperation
{
    public const int BindRequest = 0;
    public const int BindResponse = 1;
    public const int UnbindRequest = 2;
    public const int AbandonRequest = 16;
    public const int ExtendedRequest = 23;
    public const int ExtendedResponse = 24;

    /// <summary>The tag of the answer to a request.</summary>
    /// <returns><see langword="null"/> when it is no request that has one.</returns>
    public static int? AnswerTo(int request) => request switch
    {
        3 => 5, // Search, which ends with SearchResultDone.
        6 or 8 or 10 or 12 or 14 => request + 1, // Modify, Add, Delete, Modify DN, Compare.
        ExtendedRequest => ExtendedResponse,
        _ => null,
    };
}
