namespace Sandbox.Protocol.Errors;

/// <summary>The id that ties a client's requests and the sandbox's answers together.</summary>
internal static class Correlation
{
    /// <summary>The client's own id where it sends one (<c>client-request-id</c>, as header or parameter), otherwise one that stays the same for the request.</summary>
    public static Guid IdOf(HttpContext context)
    {
        if (context.Items.TryGetValue(typeof(Correlation), out var known))
        {
            return (Guid)known!;
        }

        var sent = context.Request.Headers["client-request-id"].FirstOrDefault() ?? context.Request.Query["client-request-id"].FirstOrDefault();
        var id = Guid.TryParse(sent, out var parsed) ? parsed : Create();
        context.Items[typeof(Correlation)] = id;
        return id;
    }

    // No secret depends on it, and each request needs one: Guid.NewGuid asks the system for random bytes, which took an
    // eighth of the processor time of a metadata request.
    private static Guid Create()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        return new Guid(bytes);
    }
}
