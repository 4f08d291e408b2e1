namespace AzureADB2CSignIn;

/// <summary>Believes X-Forwarded-* headers from the networks in "ForwardedHeaders:KnownNetworks" and from nobody else.</summary>
public static class DeclaredProxies
{
    public static void UseDeclaredProxies(this WebApplication app)
    {
        if (app.Configuration.GetSection("ForwardedHeaders:KnownNetworks").Get<string[]>() is not { Length: > 0 } networks)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = app.Configuration.GetValue("ForwardedHeaders:ForwardLimit", 1) }; // one entry a proxy: the ones before are the client's own words
        options.KnownProxies.Clear(); // the default believes any process on this machine
        options.KnownIPNetworks.Clear();
        Array.ForEach(networks, network => options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network)));
        app.UseForwardedHeaders(options);
    }
}
