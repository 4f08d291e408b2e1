namespace CallMicrosoftGraph;

/// <summary>Believes X-Forwarded-* headers from the networks in "ForwardedHeaders:KnownNetworks" and from nobody else; about the host, only where "AllowedHosts" names it.</summary>
public static class DeclaredProxies
{
    public static void UseDeclaredProxies(this WebApplication app)
    {
        if (app.Configuration.GetSection("ForwardedHeaders:KnownNetworks").Get<string[]>() is not { Length: > 0 } networks) return;
        var (hosts, limit) = (app.Configuration["AllowedHosts"]?.Split(';') ?? ["*"], app.Configuration.GetValue("ForwardedHeaders:ForwardLimit", 1)); // one entry a proxy: what stands before is the client's own
        var options = new ForwardedHeadersOptions { ForwardLimit = limit, AllowedHosts = hosts, ForwardedHeaders = hosts.Contains("*") ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.All };
        options.KnownProxies.Clear(); // the default believes any process on this machine
        options.KnownIPNetworks.Clear();
        Array.ForEach(networks, network => options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network)));
        app.UseForwardedHeaders(options);
    }
}
