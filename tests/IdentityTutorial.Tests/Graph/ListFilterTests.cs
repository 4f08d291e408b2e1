using IdentityTutorial.Tests.EntraId;
using Microsoft.Graph.Models.ODataErrors;

namespace IdentityTutorial.Tests.Graph;

/// <summary>
/// Filters that look into lists by <c>any</c> and <c>$count</c>, as the cloud answers them
/// (https://learn.microsoft.com/graph/aad-advanced-queries).
/// </summary>
public sealed class ListFilterTests(FilledLists lists) : IClassFixture<FilledLists>
{
    private const string Listed = "Listed app";
    private const string SignIn = "1-1 AzureAD-SignIn";
    private const string Tasks = "Sample: tasks API";
    private const string Sku = "184efa21-98c3-4e5d-95ab-d07053a96e67";

    private const string Unsupported = "Request_UnsupportedQuery";

    private static readonly string[] _refusals = [Unsupported, "BadRequest"];

    private readonly GraphFixture _graph = lists.Graph;

    [Theory]
    [InlineData("/users", "otherMails/any(m:m eq 'listed@mail.example')", "listed@contoso.example")]
    [InlineData("/users", "otherMails/any(m:m eq 'SECOND_mail@other.example')", "listed@contoso.example")]
    [InlineData("/users", "otherMails/any(m:m eq 'listed@mail')")]
    [InlineData("/users", "otherMails/any(m:m in ('x@y.example','listed@mail.example'))", "listed@contoso.example")]
    [InlineData("/users", "otherMails/any(m:startswith(m,'LISTED@'))", "listed@contoso.example")]
    [InlineData("/users", "otherMails/any(m:startswith(m,'second%mail'))")]
    [InlineData("/users", "otherMails/any(m:startswith(m,'%'))")]
    [InlineData("/users", "otherMails/any(m:m eq 'x' or m eq 'listed@mail.example')", "listed@contoso.example")]
    [InlineData("/users", "otherMails/any(m:startswith(m,'listed') and m eq 'second_mail@other.example')")]
    [InlineData("/users", "otherMails/any(m:m eq 'x') or displayName eq 'Bob Baker'", "Bob Baker")]
    [InlineData("/users", "otherMails/any(m:m eq ''' or 1 eq 1 --')")]
    [InlineData("/users", "proxyAddresses/any(p:p eq 'smtp:listed@contoso.example')")]
    [InlineData("/users", "imAddresses/any(i:startswith(i,'listed'))")]
    [InlineData("/users", $"assignedLicenses/any(l:l/skuId eq {Sku})")]
    [InlineData(
        "/users", $"assignedLicenses/any(l:l/skuId eq {Sku}) or displayName eq 'Bob Baker'", "Bob Baker")]
    [InlineData("/groups", "groupTypes/any(c:c eq 'Unified')")]
    [InlineData("/groups", "proxyAddresses/any(p:startswith(p,'smtp:'))")]
    [InlineData("/applications", "tags/any(t:t eq 'blue')", Listed)]
    [InlineData("/applications", "tags/any(t:startswith(t,'100%'))", Listed)]
    [InlineData("/applications", "tags/any(t:t eq 'Green')")]
    [InlineData("/applications", "identifierUris/any(u:u eq 'API://tasks.contoso.example')", Tasks)]
    [InlineData("/applications", "identifierUris/any(u:startswith(u,'api://tasks.'))", Tasks)]
    [InlineData("/servicePrincipals", "tags/any(t:t eq 'Green')", Listed)]
    [InlineData("/servicePrincipals", "tags/any(t:t eq 'Blue')")]
    [InlineData("/servicePrincipals", "alternativeNames/any(n:startswith(n,'listed-'))", Listed)]
    [InlineData(
        "/servicePrincipals", "servicePrincipalNames/any(n:n eq '390F285F-1fdb-4541-be34-1c4a69f1fff6')", SignIn)]
    [InlineData("/servicePrincipals", "servicePrincipalNames/any(n:startswith(n,'390f285f-'))", SignIn)]
    [InlineData("/servicePrincipals", "servicePrincipalNames/any(n:n eq 'api://tasks.contoso.example')", Tasks)]
    [InlineData("/me/messages", "categories/any(c:c eq 'Red')")]
    public async Task An_item_is_found(string path, string filter, params string[] names)
    {
        var answer = await _graph.GetAsync($"{path}?$filter={Uri.EscapeDataString(filter)}");

        GraphAssert.IsOk(answer);
        Assert.Equal(names, answer.All("displayName"));
    }

    [Theory]
    [InlineData("/users", "businessPhones/any(p:p eq '+351 21 555')", "listed@contoso.example")]
    [InlineData("/users", "businessPhones/any(p:startswith(p,'+351'))", "listed@contoso.example")]
    [InlineData("/users", "otherMails/any(m:endswith(m,'@OTHER.example'))", "listed@contoso.example")]
    [InlineData("/users", "proxyAddresses/any(p:endswith(p,'.example'))")]
    [InlineData("/users", "otherMails/$count ne 0", "listed@contoso.example")]
    [InlineData("/users", "0 ne otherMails/$count", "listed@contoso.example")]
    [InlineData("/users", "otherMails/$count eq 0 and startswith(displayName,'listed')")]
    [InlineData("/users", "assignedLicenses/$count ne 0")]
    [InlineData("/users", "assignedPlans/any(p:p/capabilityStatus eq 'Enabled' and startswith(p/service,'exchange'))")]
    [InlineData("/users", $"assignedPlans/any(p:p/servicePlanId eq {Sku})")]
    [InlineData("/users", "provisionedPlans/any(p:p/provisioningStatus eq 'Success')")]
    [InlineData("/users", "not(otherMails/any(m:startswith(m,'x'))) and displayName eq 'Bob Baker'", "Bob Baker")]
    [InlineData("/users", "not(otherMails/any(m:startswith(m,'listed'))) and startswith(displayName,'listed')")]
    [InlineData(
        "/users", $"NOT(assignedLicenses/any(l:l/skuId eq {Sku})) and displayName eq 'Bob Baker'", "Bob Baker")]
    [InlineData("/groups", "not(groupTypes/any(c:c eq 'Unified')) and displayName eq 'Engineering'", "Engineering")]
    [InlineData("/groups", "proxyAddresses/$count eq 0 and displayName eq 'Engineering'", "Engineering")]
    [InlineData("/applications", "web/redirectUris/any(u:u eq 'https://localhost:7777/callback')", Listed)]
    [InlineData("/applications", "spa/redirectUris/any(u:startswith(u,'https://spa.example'))", Listed)]
    [InlineData("/applications", "publicClient/redirectUris/any(u:u eq 'listed://auth')", Listed)]
    [InlineData("/applications", "publicClient/redirectUris/any(u:u eq 'https://spa.example/')")]
    public async Task An_advanced_query_finds_an_item_and_has_to_be_asked_for(
        string path, string filter, params string[] names)
    {
        var address = $"{path}?$filter={Uri.EscapeDataString(filter)}";

        var answer = await _graph.GetEventuallyAsync(address + "&$count=true");

        GraphAssert.IsOk(answer);
        Assert.Equal(names, answer.All("displayName"));
        Assert.Equal(names.Length, answer.Body["@odata.count"]!.GetValue<int>());
        GraphAssert.IsError(await _graph.GetAsync(address), 400, Unsupported, "'ConsistencyLevel: eventual'");
        GraphAssert.IsError(await _graph.GetEventuallyAsync(address), 400, Unsupported, "'$count=true'");
    }

    [Theory]
    [InlineData("identities/any(c:c/issuerAssignedId eq 'alice@contoso.example' and c/issuer eq 'contoso.example')")]
    [InlineData("identities/any(c:c/issuer eq 'ExternalAzureAD' and c/issuerAssignedId eq '6a4c2c0e')")]
    [InlineData("identities/any(c:c/issuer eq 'google.com')")]
    public async Task Identities_are_found_by_an_ID_that_their_issuer_assigned(string filter)
    {
        var answer = await _graph.GetAsync($"/users?$filter={Uri.EscapeDataString(filter)}");

        // No user of the sandbox has such an ID. The cloud does not find the user principal name by this filter either.
        GraphAssert.IsOk(answer);
        Assert.Empty(answer.Value);
    }

    [Theory]
    [InlineData("/users", "identities/any(c:c/issuerAssignedId eq 'alice@contoso.example')", "identities")]
    [InlineData("/users", "identities/any(c:c/issuer eq 'contoso.example')", "identities")]
    [InlineData("/users", "identities/any(c:c/issuerAssignedId in ('a','b') and c/issuer eq 'x')", "identities")]
    [InlineData("/users", "identities/any(c:c/issuerAssignedId eq 'a' or c/issuer eq 'contoso.example')", "identities")]
    [InlineData("/users", "identities/any(c:startswith(c/issuer,'contoso'))", "identities")]
    [InlineData("/users", "identities/any(c:c/issuer eq 'google.com' and displayName eq 'Alice Archer')", "identities")]
    [InlineData("/users", "identities/$count eq 0", "identities")]
    [InlineData("/users", "otherMails/$count($search=alice) ne 0", "otherMails")]
    [InlineData("/users", "otherMails/any()", "otherMails")]
    [InlineData("/users", "otherMails/any(m:m ne 'x')", "otherMails")]
    [InlineData("/users", "otherMails/any(m:m ge 'x')", "otherMails")]
    [InlineData("/users", "otherMails/any(m:m eq null)", "otherMails")]
    [InlineData("/users", "otherMails/any(m:m eq m)", "otherMails")]
    [InlineData("/users", "otherMails/any(m:not(m eq 'x'))", "otherMails")]
    [InlineData("/users", "otherMails/any(m:contains(m,'x'))", "otherMails")]
    [InlineData("/users", "otherMails/any(m:tolower(m) eq 'x')", "otherMails")]
    [InlineData("/users", "otherMails/any(m:displayName eq 'Alice Archer')", "otherMails")]
    [InlineData("/users", "otherMails/any(m:businessPhones/any(p:p eq m))", "otherMails")]
    [InlineData("/users", "otherMails/any(m:true)", "otherMails")]
    [InlineData("/users", "otherMails/any(m:m in ())", "otherMails")]
    [InlineData("/users", "otherMails/$count eq 1", "otherMails")]
    [InlineData("/users", "otherMails/$count gt 0", "otherMails")]
    [InlineData("/users", "otherMails/$count eq null", "otherMails")]
    [InlineData("/users", "businessPhones/$count eq 0", "businessPhones")]
    [InlineData("/users", "businessPhones/any(p:endswith(p,'5'))", "businessPhones")]
    [InlineData("/users", "otherMails/all(m:m eq 'x')", "All")]
    [InlineData("/users", "assignedPlans/any(p:startswith(p/capabilityStatus,'E'))", "assignedPlans")]
    [InlineData("/groups", "groupTypes/any(c:startswith(c,'Uni'))", "groupTypes")]
    [InlineData("/groups", "groupTypes/any(c:contains(c,'Uni'))", "groupTypes")]
    [InlineData("/groups", "groupTypes/$count eq 0", "groupTypes")]
    [InlineData("/applications", "tags/$count eq 0", "tags")]
    [InlineData("/applications", "web/redirectUris/$count eq 0", "web")]
    [InlineData("/applications", "tags/any(t:endswith(t,'e'))", "tags")]
    [InlineData("/servicePrincipals", "notificationEmailAddresses/any(m:m eq 'x')", "notificationEmailAddresses")]
    [InlineData("/servicePrincipals", "replyUrls/any(u:u eq 'x')", "replyUrls")]
    [InlineData("/organization", "businessPhones/any(p:p eq 'x')", "businessPhones")]
    [InlineData("/me/messages", "toRecipients/any(r:r eq 'x')", "toRecipients")]
    public async Task What_the_cloud_does_not_answer_is_refused_by_name(string path, string filter, string name) =>
        GraphAssert.IsError(
            await _graph.GetEventuallyAsync($"{path}?$count=true&$filter={Uri.EscapeDataString(filter)}"),
            400, Unsupported, name);

    [Theory]
    [InlineData("/users", "assignedLicenses/any(l:l eq 'x')")]
    [InlineData("/users", "assignedLicenses/any(l:l/skuId eq 'x')")]
    [InlineData("/users", "assignedLicenses/any(l:l/colour eq 'x')")]
    [InlineData("/users", "identities/any(c:c/signInType eq 'federated')")]
    [InlineData("/users", "otherMails eq 'x'")]
    [InlineData("/users", "otherMails/any(m:m eq 5)")]
    [InlineData("/users", "otherMails/any(m:x eq 'y')")]
    [InlineData("/users", "displayName/any(d:d eq 'x')")]
    [InlineData("/applications", "web eq 'x'")]
    [InlineData("/applications", "web/redirectUris eq 'x'")]
    [InlineData("/applications", "web/logoutUrl eq 'x'")]
    [InlineData("/applications", "keyCredentials/any(k:k/keyId eq 'x')")]
    [InlineData("/applications", "appRoles/any(r:r/value eq 'x')")]
    [InlineData("/applications", "api/knownClientApplications/any(k:k eq 'x')")]
    public async Task What_has_no_meaning_is_a_bad_request(string path, string filter)
    {
        var answer = await _graph.GetEventuallyAsync($"{path}?$count=true&$filter={Uri.EscapeDataString(filter)}");

        Assert.True((int)answer.Status == 400, $"{(int)answer.Status}: {answer.Body}");
        Assert.Contains(answer.Body["error"]!["code"]!.GetValue<string>(), _refusals);
    }

    [Fact]
    public async Task Lists_of_objects_are_selected_and_expanded_as_before()
    {
        var user = await _graph.GetAsync("/me?$select=identities,assignedLicenses,otherMails");
        var app = await _graph.GetAsync("/applications?$select=web,spa&$filter=tags/any(t:t eq 'Blue')");

        Assert.Equal("contoso.example", user.Body["identities"]![0]!["issuer"]!.GetValue<string>());
        Assert.Empty(user.Body["assignedLicenses"]!.AsArray());
        Assert.Equal("https://spa.example/", app.Value[0]["spa"]!["redirectUris"]![0]!.GetValue<string>());
        GraphAssert.IsError(
            await _graph.GetAsync("/applications?$select=web/redirectUris"), 400, Unsupported, "$select");
    }

    [Fact]
    public async Task A_caller_does_not_find_users_by_a_list_that_the_caller_may_not_read()
    {
        var token = await _graph.TokenAsync(scopes: "User.ReadBasic.All");

        var answer = await _graph.GetAsync(token, "/users?$filter=otherMails/any(m:m eq 'listed@mail.example')");

        GraphAssert.IsError(answer, 403, "Authorization_RequestDenied");
    }

    [Fact]
    public async Task The_SDK_filters_by_items_of_lists()
    {
        var sdk = await _graph.SdkAsync();

        var users = await sdk.Users.GetAsync(
            request => request.QueryParameters.Filter = "otherMails/any(m:m eq 'listed@mail.example')",
            GraphFixture.Token);
        var phones = await sdk.Users.GetAsync(
            request =>
            {
                request.Headers.Add("ConsistencyLevel", "eventual");
                request.QueryParameters.Count = true;
                request.QueryParameters.Filter = "businessPhones/any(p:startswith(p,'+351'))";
            },
            GraphFixture.Token);
        var error = await Assert.ThrowsAsync<ODataError>(() => sdk.Users.GetAsync(
            request => request.QueryParameters.Filter = "businessPhones/any(p:startswith(p,'+351'))",
            GraphFixture.Token));

        Assert.Equal("listed@contoso.example", Assert.Single(users!.Value!).UserPrincipalName);
        Assert.Equal("listed@contoso.example", Assert.Single(phones!.Value!).UserPrincipalName);
        Assert.Equal(1, phones.OdataCount);
        Assert.Equal((400, Unsupported), (error.ResponseStatusCode, error.Error?.Code));
    }

    [Theory]
    [InlineData("userType eq 'Member'", 2)]
    [InlineData("creationType eq 'Invitation'", 0)]
    [InlineData("externalUserState eq 'Accepted'", 0)]
    [InlineData("otherMails/any(m:startswith(m,'x'))", 0)]
    public async Task Members_of_a_group_are_filtered_as_users_are(string filter, int count)
    {
        var address = "/groups/5d3c8f10-2a41-4b6e-9c1f-0a1b2c3d4e01/members?$count=true&$select=userType&$filter=";

        var answer = await _graph.GetEventuallyAsync(address + Uri.EscapeDataString(filter));

        GraphAssert.IsOk(answer);
        Assert.Equal(Enumerable.Repeat("Member", count), answer.All("userType"));
    }
}
