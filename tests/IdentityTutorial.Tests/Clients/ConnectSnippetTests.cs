using IdentityTutorial.Tests.SandboxHost.Connect;
using IdentityTutorial.Tests.TestKit.Node;
using IdentityTutorial.Tests.TestKit.Processes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace IdentityTutorial.Tests.Clients;

/// <summary>The code on the page that connects apps, pasted into files and run as it stands.</summary>
[Collection(ClientTests.Name)]
public sealed class ConnectSnippetTests(ClientStage stage)
{
    [Fact]
    public async Task The_code_for_a_daemon_gets_its_token_or_its_users_as_it_stands_on_the_page()
    {
        var libraries = NodeProgram.FindLibrariesOrSkip();
        var certificate = await stage.CertificateAsync();
        var sandbox = await stage.SandboxAsync();
        var network = new TestNetwork();
        network.Register(sandbox, () => certificate.CreateHandler());
        using var developer = new TestBrowser(network, sandbox);
        var page = await ConnectForms.RegisterAsync(
            developer, "daemon", ("permission", $"{ConnectForms.GraphId}/User.Read.All"));
        var folder = Directory.CreateTempSubdirectory("identity-sandbox-test-");
        var ran = new List<string>();
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "node_modules"), libraries);
            foreach (var snippet in page.Document.QuerySelectorAll(".snippet"))
            {
                var install = snippet.QuerySelector("pre:not([id])")?.TextContent ?? "";
                if (install.StartsWith("npm install ", StringComparison.Ordinal))
                {
                    var output = await RunAsync("node", "app.mjs", snippet.QuerySelector("pre[id]")!.TextContent);
                    Assert.Matches(snippet.Id == "graph-js.daemon" ? "Ada Almeida" : "^eyJ", output);
                    ran.Add(snippet.Id!);
                }
            }

            var curl = page.Document.QuerySelector("[id='curl.daemon'] pre[id]")!.TextContent;
            Assert.Contains("\"access_token\":\"eyJ", await RunAsync("sh", "token.sh", curl), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Equal(["msal-node.daemon", "azure-identity-js.daemon", "graph-js.daemon", "openid-client.daemon"], ran);

        async Task<string> RunAsync(string program, string file, string code)
        {
            var cancelled = TestContext.Current.CancellationToken;
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), code, cancelled);
            var result = await Tool.RunAsync(
                program, [file], folder.FullName, cancelled, ("NODE_EXTRA_CA_CERTS", certificate.PemFile));
            Assert.True(result.ExitCode == 0, $"{file} ended with {result.ExitCode}:\n{result.Output}\n{code}");
            return result.StandardOutput;
        }
    }

    [Theory]
    [InlineData("web")]
    [InlineData("native")]
    public async Task The_curl_commands_for_a_customer_app_get_its_tokens_as_they_stand_on_the_page(string kind)
    {
        var certificate = await stage.CertificateAsync();
        var sandbox = await stage.SandboxAsync();
        var network = new TestNetwork();
        network.Register(sandbox, () => certificate.CreateHandler());
        using var browser = new TestBrowser(network, sandbox);
        var page = await ConnectForms.RegisterB2CAsync(browser, kind);
        var code = page.Document.QuerySelectorAll($"[id='b2c-curl.{kind}'] pre[id]").Select(file => file.TextContent)
            .ToArray();

        // One shell runs both files, and the customer signs in between.
        var first = await ShellAsync(code[0] + "\necho \"$VERIFIER\"");
        var lines = first.Split('\n', StringSplitOptions.TrimEntries);
        var answer = await SignInAsync(browser, lines[0]);
        var tokens = await ShellAsync(code[1], ("CODE", answer["code"].ToString()), ("VERIFIER", lines[1]));

        Assert.Contains("\"access_token\":\"eyJ", tokens, StringComparison.Ordinal);

        async Task<string> ShellAsync(string script, params (string, string?)[] variables)
        {
            var cancelled = TestContext.Current.CancellationToken;
            var result = await Tool.RunBashAsync(script, RepositoryPaths.Root, cancelled, variables);
            Assert.True(result.ExitCode == 0, result.Output);
            return result.StandardOutput;
        }
    }

    /// <summary>Signs a customer in, and returns the answer that goes to the redirect URI.</summary>
    private static async Task<Dictionary<string, StringValues>> SignInAsync(TestBrowser browser, string address)
    {
        var page = await browser.FollowAsync(await browser.GetAsync(new Uri(address).PathAndQuery));
        page = await browser.PressAsync(page, "account", SeededTenants.Casey);
        while (page.Location is { } next && next.Authority == page.Address.Authority)
        {
            page = await browser.GetAsync(next, page.Address);
        }

        return QueryHelpers.ParseQuery(page.Location!.Query);
    }
}
