using System.Net;
using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Models;

namespace IdentityTutorial.Tests.Graph;

/// <summary>
/// The properties of <c>api</c> that decide on tokens and consent: token version, known clients, pre-authorized apps.
/// </summary>
public sealed class ApiPropertiesTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "Application.ReadWrite.All";

    [Fact]
    public async Task The_token_version_of_an_API_is_1_until_it_is_set_to_2()
    {
        var (api, _) = await RegisterApiAsync();
        var client = await graph.RegisterAppAsync();
        var secret = await graph.AddSecretAsync(client);

        Assert.Null((await ReadAsync(api)).RequestedAccessTokenVersion);
        Assert.Equal("1.0", await VersionAsync());
        await PatchAsync(api, """{"api":{"requestedAccessTokenVersion":2}}""");
        Assert.Equal((2, "2.0"), ((await ReadAsync(api)).RequestedAccessTokenVersion, await VersionAsync()));
        await PatchAsync(api, """{"api":{"requestedAccessTokenVersion":null}}""");
        Assert.Equal("1.0", await VersionAsync());

        async Task<string> VersionAsync()
        {
            var tokens = await graph.AppTokenAsync(client, secret, $"api://{api}/.default");
            return tokens.AccessToken.GetPayloadValue<string>("ver");
        }
    }

    [Fact]
    public async Task A_seeded_API_keeps_version_2() =>
        Assert.Equal((2, 1), ((await ReadAsync(SeededApp.TasksApi.ClientId)).RequestedAccessTokenVersion,
            (await ReadAsync(SeededApp.ReportsApi.ClientId)).RequestedAccessTokenVersion));

    [Fact]
    public async Task A_pre_authorized_app_needs_no_consent_from_then_on()
    {
        var (api, scope) = await RegisterApiAsync();
        var client = await graph.RegisterAppAsync();
        using var browser = graph.Login.NewBrowser();
        var address = EntraIdFixture.AuthorizeAddress(
            new SeededApp(client, RegisteredApps.RedirectUri), ("scope", $"api://{api}/Files.Read"));
        var page = await EntraIdFixture.OpenAsync(browser, address);
        page = await EntraIdFixture.PressAsync(browser, page, "account", SeededTenants.Alice);
        Assert.True(page.IsConsentPage());

        await PatchAsync(api, $$$"""
            {"api":{"preAuthorizedApplications":[{"appId":"{{{client}}}","delegatedPermissionIds":["{{{scope}}}"]}]}}
            """);

        Assert.NotEmpty(EntraIdFixture.AnswerOf(await EntraIdFixture.OpenAsync(browser, address))["code"]);
        var read = Assert.Single((await ReadAsync(api)).PreAuthorizedApplications!);
        Assert.Equal((client, scope.ToString()), (read.AppId, Assert.Single(read.DelegatedPermissionIds!)));
        await PatchAsync(api, """{"api":{"preAuthorizedApplications":[]}}""");
        Assert.True((await EntraIdFixture.OpenAsync(browser, address)).IsConsentPage());
    }

    [Fact]
    public async Task Known_clients_are_stored_and_replaced()
    {
        var (api, _) = await RegisterApiAsync();
        var client = Guid.NewGuid();

        await PatchAsync(api, $$$"""{"api":{"knownClientApplications":["{{{client}}}"]}}""");
        Assert.Equal([client], (await ReadAsync(api)).KnownClientApplications!.Select(id => id!.Value));
        await PatchAsync(api, """{"api":{"knownClientApplications":[]}}""");
        Assert.Empty((await ReadAsync(api)).KnownClientApplications!);
    }

    [Fact]
    public async Task A_scope_and_the_app_that_needs_no_consent_for_it_come_in_one_request()
    {
        var (scope, client) = (Guid.NewGuid(), Guid.NewGuid());
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, Write);

        var created = await sdk.Applications.PostAsync(
            new Application
            {
                DisplayName = "Registered with a pre-authorized app",
                Api = new ApiApplication
                {
                    PreAuthorizedApplications =
                        [new() { AppId = client.ToString(), DelegatedPermissionIds = [scope.ToString()] }],
                    KnownClientApplications = [client],
                    RequestedAccessTokenVersion = 2,
                    Oauth2PermissionScopes =
                    [
                        new PermissionScope
                        {
                            Id = scope,
                            Value = "Files.Read",
                            AdminConsentDisplayName = "Read",
                            AdminConsentDescription = "Read.",
                            IsEnabled = true,
                            Type = "User",
                        },
                    ],
                },
            },
            cancellationToken: GraphFixture.Token);

        Assert.Equal(client.ToString(), Assert.Single(created!.Api!.PreAuthorizedApplications!).AppId);
        Assert.Equal(client, Assert.Single(created.Api.KnownClientApplications!));
        Assert.Equal(2, created.Api.RequestedAccessTokenVersion);
    }

    [Fact]
    public async Task A_wrong_value_is_named()
    {
        var (api, scope) = await RegisterApiAsync();
        var client = Guid.NewGuid();
        (string Body, string Message)[] rows =
        [
            ("""{"api":{"requestedAccessTokenVersion":3}}""", "requestedAccessTokenVersion"),
            ("""{"signInAudience":"AzureADandPersonalMicrosoftAccount"}""", "api.requestedAccessTokenVersion"),
            ("""{"api":{"knownClientApplications":["x"]}}""", "knownClientApplications"),
            ("""{"api":{"knownClientApplications":7}}""", "knownClientApplications"),
            ("""{"api":{"preAuthorizedApplications":[{"appId":"x"}]}}""", "appId"),
            ($$$"""
                {"api":{"preAuthorizedApplications":[
                  {"appId":"{{{client}}}","delegatedPermissionIds":["{{{client}}}"]}]}}
                """, client.ToString()),
            ($$$"""
                {"api":{"preAuthorizedApplications":[
                  {"appId":"{{{client}}}","delegatedPermissionIds":["{{{Guid.Empty}}}"]}]}}
                """, Guid.Empty.ToString()),
            ($$$"""
                {"api":{"preAuthorizedApplications":[
                  {"appId":"{{{client}}}","delegatedPermissionIds":["{{{Guid.Empty}}}","{{{client}}}"]}]}}
                """, "no permission with the ID"),
            ($$$"""
                {"api":{"preAuthorizedApplications":[
                  {"appId":"{{{client}}}","delegatedPermissionIds":["{{{scope}}}"]},
                  {"appId":"{{{client}}}","delegatedPermissionIds":[]}]}}
                """, "twice"),
        ];
        foreach (var (body, message) in rows)
        {
            var answer = await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{api}", body);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{body}: {answer.Status} {answer.Body}");
            Assert.Contains(message, answer.Body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    private async Task<(string Id, Guid Scope)> RegisterApiAsync()
    {
        var (id, scope) = (await graph.RegisterAppAsync(), Guid.NewGuid());
        await PatchAsync(id, $$$"""
            {"api":{"oauth2PermissionScopes":[{"id":"{{{scope}}}","value":"Files.Read","type":"User","isEnabled":true,
              "adminConsentDisplayName":"Read","adminConsentDescription":"Read."}]}}
            """);
        return (id, scope);
    }

    private async Task PatchAsync(string id, string body)
    {
        var answer = await graph.AsAdministratorAsync(Write, "PATCH", $"/applications/{id}", body);
        Assert.True(answer.Status == HttpStatusCode.NoContent, answer.Body.ToString());
    }

    private async Task<ApiApplication> ReadAsync(string id)
    {
        var sdk = await graph.SdkAsync(GraphFixture.Administrator, Write);
        return (await sdk.Applications[id].GetAsync(cancellationToken: GraphFixture.Token))!.Api!;
    }
}
