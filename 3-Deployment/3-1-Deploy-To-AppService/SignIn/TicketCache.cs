namespace DeployToAppService;

/// <summary>Remembers for a minute what a session cookie says, because decrypting it costs half as much as a whole page.</summary>
public sealed class TicketCache(ISecureDataFormat<AuthenticationTicket> cookies, IMemoryCache memory) : ISecureDataFormat<AuthenticationTicket>
{
    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        if (!memory.TryGetValue((protectedText, purpose), out AuthenticationTicket? ticket) && (ticket = cookies.Unprotect(protectedText, purpose)) is not null)
            memory.Set((protectedText, purpose), ticket, TimeSpan.FromMinutes(1)); // only genuine ones, so nobody can fill the memory
        return ticket?.Clone(); // each request gets its own to change
    }

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, purpose: null);
    public string Protect(AuthenticationTicket data) => cookies.Protect(data);
    public string Protect(AuthenticationTicket data, string? purpose) => cookies.Protect(data, purpose);
}
