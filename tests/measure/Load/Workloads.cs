namespace IdentityTutorial.Measure.Load;

/// <summary>Everything that is measured in requests or sign-ins a second.</summary>
internal static class Workloads
{
    /// <summary>Lists the workloads, so that those of one measure follow each other.</summary>
    public static async Task<IReadOnlyList<Workload>> ListAsync(
        HttpClient http, Uri sandboxAddress, Uri emulateAddress, Uri mockAddress)
    {
        var sandbox = await Clients.SandboxEntraId(sandboxAddress).DiscoverAsync(http);
        var daemon = await Clients.SandboxDaemon(sandboxAddress).DiscoverAsync(http);
        var b2c = await Clients.SandboxB2C(sandboxAddress).DiscoverAsync(http);
        var emulate = await Clients.EmulateMicrosoft(emulateAddress).DiscoverAsync(http);
        var mock = await Clients.MockServer(mockAddress).DiscoverAsync(http);

        return
        [
            SignIns("session", sandbox, SignInWay.Session),
            SignIns("session", mock, SignInWay.NoPage),
            SignIns("b2c-session", b2c, SignInWay.Session),
            SignIns("click", sandbox, SignInWay.Click),
            // emulate keeps no session, so every sign-in gets its page and posts the form of its only user.
            SignIns("click", emulate, SignInWay.Click),
            SignIns("b2c-click", b2c, SignInWay.Click),
            ClientCredentials(daemon),
            ClientCredentials(emulate),
            ClientCredentials(mock),
            Discovery(sandbox),
            Discovery(emulate),
            Discovery(mock),
            Keys(sandbox),
            Keys(emulate),
            Keys(mock),
        ];

        Workload SignIns(string measure, Client client, SignInWay way) =>
            new(measure, client.Server, () => new SignInWorker(http, client, way));

        Workload ClientCredentials(Client client) =>
            new("client-credentials", client.Server, () => new ClientCredentialsWorker(http, client));

        Workload Discovery(Client client) =>
            new("discovery", client.Server, () => new DocumentWorker(http, client.Discovery, "issuer"));

        Workload Keys(Client client) => new("keys", client.Server, () => new DocumentWorker(http, client.Keys, "keys"));
    }

    /// <summary>Lists what is measured with and without the record of protocol exchanges.</summary>
    public static async Task<IReadOnlyList<(Workload Recorded, Workload Silent)>> OfRecorderAsync(
        HttpClient http, Uri recording, Uri silent)
    {
        var with = await Clients.SandboxEntraId(recording).DiscoverAsync(http);
        var without = await Clients.SandboxEntraId(silent).DiscoverAsync(http);
        return
        [
            Pair("session", client => new SignInWorker(http, client, SignInWay.Session)),
            Pair("click", client => new SignInWorker(http, client, SignInWay.Click)),
            Pair("discovery", client => new DocumentWorker(http, client.Discovery, "issuer")),
        ];

        (Workload, Workload) Pair(string measure, Func<Client, IWorker> worker) =>
            (new(measure, "on", () => worker(with)), new(measure, "off", () => worker(without)));
    }

    /// <summary>Makes the sign-ins after which a server's memory is read: the shortest that it has.</summary>
    public static async Task<Workload> SignInsAsync(HttpClient http, string server, Uri address)
    {
        var client = await Clients.Of(server, address).DiscoverAsync(http);
        var way = server switch
        {
            Clients.Sandbox => SignInWay.Session,
            Clients.Emulate => SignInWay.Click,
            _ => SignInWay.NoPage,
        };
        return new("sign-ins", server, () => new SignInWorker(http, client, way));
    }
}
