using IdentityTutorial.Tests.B2C;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.Graph;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.SandboxHost.OddRequests;

/// <summary>
/// A sandbox with a sign-in, a journey and a visit to a social provider that wait in one browser, and with a user, a
/// group and an app. Their IDs, the cookies of the browser and a token for Graph lead to the code behind them.
/// </summary>
public sealed class OddRequestFixture : IAsyncLifetime
{
    private const string Group = "5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01";

    // The app may change the directory, so that Graph reads the bodies.
    private const string Everything =
        "User.Read User.Read.All User.ReadWrite.All User.RevokeSessions.All User-PasswordProfile.ReadWrite.All "
        + "User.Invite.All Group.ReadWrite.All GroupMember.ReadWrite.All Application.ReadWrite.All Mail.Read "
        + "AppRoleAssignment.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All Directory.ReadWrite.All "
        + "Directory.AccessAsUser.All Domain.Read.All";

    private static readonly string[] _pagesOfSignIn =
        ["signin", "consent", "multi-factor", "signup", "reset-password", "invitation", "devicelogin"];

    // Errors are all that the tests look for, and a log of so many requests would fill the memory.
    private readonly GraphFixture _graph =
        new(new EntraIdFixture(new SandboxFactory { Log = new() { Lowest = LogLevel.Error } }));

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal)
    {
        ["tenant"] = SeededTenants.Contoso,
        ["policy"] = B2CFixture.Susi,
        ["provider"] = "glimpse",
        ["userrealm/user"] = SeededTenants.Alice,
        ["status/code"] = "404",
        ["errors/code"] = "AADSTS50011",
        ["docs/path"] = "README.md",
        ["done/chapter"] = "1-1",
        ["done/step"] = "provider-down",
        ["scenarios/name"] = "nothing",
        ["try/run"] = "x",
        ["v1.0/path"] = "nothing",
        ["beta/path"] = "users",
        ["users/user"] = SeededTenants.Bob,
        ["groups/id"] = Group,
        ["photos/size"] = "48x48",
        ["messages/id"] = "x",
        ["domains/id"] = "contoso.example",
        ["organization/id"] = SeededTenants.Contoso,
        ["oauth2PermissionGrants/id"] = "x",
        ["federatedIdentityCredentials/credential"] = Guid.Empty.ToString(),
        ["appRoleAssignments/assignment"] = Guid.Empty.ToString(),
        ["appRoleAssignedTo/assignment"] = Guid.Empty.ToString(),
        ["deletedItems/id"] = Guid.Empty.ToString(),
    };

    /// <summary>The sandbox.</summary>
    public SandboxFactory Sandbox => _graph.Login.Sandbox;

    /// <summary>The token for Graph of an administrator.</summary>
    public string GraphToken { get; private set; } = "";

    /// <summary>The field that shows that a form is from a page of the sandbox.</summary>
    public IReadOnlyList<(string Name, string Value)> FormToken { get; private set; } = [];

    /// <summary>The header with the cookies of the browser in which everything waits.</summary>
    public (string Name, string Value) Cookies { get; private set; }

    /// <summary>The pages that wait for their user, and have to do so after the tests as well.</summary>
    public IReadOnlyList<string> Waiting { get; private set; } = [];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        using var browser = _graph.Login.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn));
        var journey = await EntraIdFixture.OpenAsync(browser, B2CFixture.Address(B2CFixture.Susi));
        var visit = await EntraIdFixture.PressAsync(browser, journey, "provider", "glimpse");
        Waiting = [page.Address.AbsolutePath, journey.Address.AbsolutePath, visit.Address.AbsolutePath];
        var (signIn, journeyId) = (Waiting[0].Split('/')[^1], Waiting[1].Split('/')[2]);
        foreach (var each in _pagesOfSignIn)
        {
            _values[each + "/id"] = signIn;
        }

        _values["b2c/id"] = journeyId;
        _values["social/id"] = Waiting[2].Split('/')[^1];
        var field = FormFields.Of(page.Form("input[name=__RequestVerificationToken]"))
            .First(each => each.Key == "__RequestVerificationToken");
        FormToken = [(field.Key, field.Value)];
        var cookies = browser.Cookies.HeaderFor(SandboxFactory.Address, crossSite: false, safeNavigation: true);
        Cookies = ("Cookie", cookies!);
        await FillDirectoryAsync();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _graph.DisposeAsync();

    /// <summary>An address of an endpoint that leads to the code behind it.</summary>
    public string PathOf(SandboxEndpoint endpoint) => endpoint.PathWith(place => ValueOf(endpoint, place));

    /// <summary>The query without which an endpoint does not find what its route names.</summary>
    public static string QueryOf(SandboxEndpoint endpoint) =>
        endpoint.Pattern.StartsWith("/sandbox/directory/roles/", StringComparison.Ordinal)
            ? "?tenant=contoso.example"
            : "";

    /// <summary>The value of a parameter of a route that leads to the code behind it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="place">The place of the parameter, as <see cref="SandboxEndpoint.PathWith"/> describes it.</param>
    /// <exception cref="Xunit.Sdk.XunitException">There is no value.</exception>
    public string ValueOf(SandboxEndpoint endpoint, string place) => place switch
    {
        _ when place.EndsWith("tenant", StringComparison.Ordinal) && endpoint.IsOfPolicy => SeededTenants.B2CDomain,
        _ when _values.TryGetValue(place, out var value) => value,
        _ when _values.TryGetValue(place.Split('/')[^1], out var value) => value,
        _ => throw new Xunit.Sdk.XunitException(
            $"The route {endpoint.Pattern} has a parameter without a value. Add an entry \"{place}\" to the values in "
                + $"{nameof(OddRequestFixture)}."),
    };

    private async Task FillDirectoryAsync()
    {
        var (user, _) = await _graph.CreateUserAsync();
        var app = await _graph.RegisterAppAsync();
        foreach (var place in new[] { "users/id", "members/member", "owners/owner", "directoryObjects/id" })
        {
            _values[place] = user;
        }

        foreach (var place in new[] { "applications/id", "servicePrincipals/id", "connect/id", "apps/id" })
        {
            _values[place] = app;
        }

        var api = Guid.Parse(SeededApp.TasksApi.ClientId);
        await _graph.Login.ReadAsync(async db =>
        {
            var role = await db.Set<AppRole>().FirstAsync(role => role.ResourceId == api, EntraIdFixture.Token);
            _values["roles/id"] = role.Id.ToString();
        });
        GraphToken = await _graph.TokenAsync(GraphFixture.Administrator, Everything);
    }
}
