using System.ComponentModel;
using System.Text.Json;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Processes;

namespace IdentityTutorial.Tests.Clients;

/// <summary>Plain curl.</summary>
[Collection(ClientTests.Name)]
public sealed class CurlTests(ClientStage stage)
{
    [Fact]
    public async Task It_gets_a_token_for_a_daemon_and_calls_Graph()
    {
        var token = await TokenAsync(SeededApp.Secret);
        var users = await RunAsync(
            "--header", $"Authorization: Bearer {token.GetProperty("access_token")}",
            "v1.0/users?$top=1&$select=userPrincipalName");

        Assert.Single(users.GetProperty("value").EnumerateArray());
    }

    [Fact]
    public async Task It_refreshes_the_tokens_of_a_user_who_gave_a_password()
    {
        var first = await PublicTokenAsync(
            "--data", "grant_type=password",
            "--data-urlencode", $"username={SeededTenants.Alice}",
            "--data-urlencode", $"password={SeededTenants.Password}",
            "--data-urlencode", "scope=openid offline_access User.Read");
        var renewed = await PublicTokenAsync(
            "--data", "grant_type=refresh_token",
            "--data-urlencode", $"refresh_token={first.GetProperty("refresh_token")}");
        var me = await RunAsync(
            "--header", $"Authorization: Bearer {renewed.GetProperty("access_token")}", "v1.0/me");
        var refused = await PublicTokenAsync("--data", "grant_type=refresh_token", "--data", "refresh_token=1.unknown");

        Assert.NotEqual(
            first.GetProperty("access_token").GetString(), renewed.GetProperty("access_token").GetString());
        Assert.Equal(SeededTenants.Alice, me.GetProperty("userPrincipalName").GetString());
        Assert.Equal("invalid_grant", refused.GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_most_common_failures_say_what_is_wrong()
    {
        var wrongSecret = await TokenAsync("wrong");
        Assert.Contains(
            "AADSTS7000215", wrongSecret.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        var withoutToken = await RunAsync("v1.0/users");
        Assert.Equal("InvalidAuthenticationToken", withoutToken.GetProperty("error").GetProperty("code").GetString());

        // Without the option for the certificate.
        var untrusted = await CurlAsync(["--silent", "--show-error", (await stage.SandboxAsync()).ToString()]);
        Assert.Equal(60, untrusted.ExitCode);
        Assert.Contains("self-signed certificate", untrusted.Output, StringComparison.Ordinal);
    }

    private Task<JsonElement> TokenAsync(string secret) => RunAsync(
        "--data", "grant_type=client_credentials",
        "--data", $"client_id={SeededApp.CallsGraph.ClientId}",
        "--data", $"client_secret={secret}",
        "--data-urlencode", "scope=https://graph.microsoft.com/.default",
        $"{SeededTenants.Contoso}/oauth2/v2.0/token");

    private Task<JsonElement> PublicTokenAsync(params string[] arguments) => RunAsync(
    [
        "--data", $"client_id={SeededApp.Public.ClientId}", .. arguments,
        $"{SeededTenants.Contoso}/oauth2/v2.0/token",
    ]);

    /// <summary>Runs curl, with the path below the sandbox as its last argument.</summary>
    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var certificate = await stage.CertificateAsync();
        var address = $"{await stage.SandboxAsync()}{arguments[^1]}";
        var result = await CurlAsync(
            ["--silent", "--show-error", "--cacert", certificate.PemFile, .. arguments[..^1], address]);
        Assert.True(result.ExitCode == 0, result.Output);
        return JsonElement.Parse(result.StandardOutput);
    }

    private static async Task<ToolResult> CurlAsync(IEnumerable<string> arguments)
    {
        try
        {
            return await Tool.RunAsync("curl", arguments, RepositoryPaths.Root, TestContext.Current.CancellationToken);
        }
        catch (Win32Exception)
        {
            RequiredTool.Missing("This test needs curl: `sudo apt-get install curl`.");
            throw;
        }
    }
}
