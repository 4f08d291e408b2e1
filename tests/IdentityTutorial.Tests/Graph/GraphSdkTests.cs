using System.Net;
using Microsoft.Graph;
using Microsoft.Graph.Me.GetMemberObjects;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace IdentityTutorial.Tests.Graph;

/// <summary>The official SDK finds what it expects.</summary>
public sealed class GraphSdkTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task It_reads_ones_profile_manager_and_groups()
    {
        var sdk = await graph.SdkAsync();

        var me = await sdk.Me.GetAsync(request => request.QueryParameters.Select = ["displayName", "department", "accountEnabled"], GraphFixture.Token);
        var manager = await sdk.Me.Manager.GetAsync(cancellationToken: GraphFixture.Token);
        var groups = await sdk.Me.MemberOf.GraphGroup.GetAsync(cancellationToken: GraphFixture.Token);

        Assert.Equal(("Alice Archer", "Engineering", true), (me!.DisplayName, me.Department, me.AccountEnabled));
        Assert.Equal("Ada Almeida", Assert.IsType<User>(manager).DisplayName);
        Assert.Equal(3, groups!.Value!.Count(group => group.SecurityEnabled is true));
    }

    [Fact]
    public async Task It_iterates_over_all_pages()
    {
        var sdk = await graph.SdkAsync();
        var first = await sdk.Users.GetAsync(request => (request.QueryParameters.Top, request.QueryParameters.Select) = (400, ["id", "displayName"]), GraphFixture.Token);
        var seen = new HashSet<string>();

        await PageIterator<User, UserCollectionResponse>.CreatePageIterator(sdk, first!, user => seen.Add(user.Id!)).IterateAsync(GraphFixture.Token);

        Assert.Equal(1200, seen.Count);
    }

    [Fact]
    public async Task It_counts_and_searches()
    {
        var sdk = await graph.SdkAsync();

        var people = await sdk.Users.GetAsync(
            request =>
            {
                request.Headers.Add("ConsistencyLevel", "eventual");
                (request.QueryParameters.Count, request.QueryParameters.Search, request.QueryParameters.Orderby) = (true, "\"displayName:al\"", ["displayName"]);
            },
            GraphFixture.Token);
        var count = await sdk.Users.Count.GetAsync(request => request.Headers.Add("ConsistencyLevel", "eventual"), GraphFixture.Token);

        Assert.Equal((people!.Value!.Count, 1200), ((int)people.OdataCount!, count));
        Assert.Contains(people.Value!, user => user.DisplayName == "Alice Archer");
    }

    [Fact]
    public async Task It_reads_photos_mail_and_member_objects()
    {
        var sdk = await graph.SdkAsync();

        await using var photo = await sdk.Me.Photo.Content.GetAsync(cancellationToken: GraphFixture.Token);
        var mail = await sdk.Me.Messages.GetAsync(cancellationToken: GraphFixture.Token);
        var ids = await sdk.Me.GetMemberObjects.PostAsGetMemberObjectsPostResponseAsync(
            new GetMemberObjectsPostRequestBody { SecurityEnabledOnly = true }, cancellationToken: GraphFixture.Token);

        Assert.Equal(0x89, photo!.ReadByte());
        Assert.All(mail!.Value!, message => Assert.NotNull(message.From!.EmailAddress!.Address));
        Assert.Equal(3, ids!.Value!.Count);
    }

    [Fact]
    public async Task It_throws_its_own_error_with_code_and_request_id()
    {
        var sdk = await graph.SdkAsync(scopes: "User.Read");

        var denied = await Assert.ThrowsAsync<ODataError>(() => sdk.Users.GetAsync(cancellationToken: GraphFixture.Token));
        var everything = await graph.SdkAsync();
        var missing = await Assert.ThrowsAsync<ODataError>(() => everything.Users["nobody@contoso.example"].GetAsync(cancellationToken: GraphFixture.Token));

        Assert.Equal((403, "Authorization_RequestDenied"), (denied.ResponseStatusCode, denied.Error!.Code));
        Assert.True(Guid.TryParse(denied.Error.InnerError!.RequestId, out _));
        Assert.Equal((404, "Request_ResourceNotFound"), (missing.ResponseStatusCode, missing.Error!.Code));
    }

    [Fact]
    public async Task It_sends_batches()
    {
        var sdk = await graph.SdkAsync();
        var batch = new BatchRequestContentCollection(sdk);
        var me = await batch.AddBatchRequestStepAsync(sdk.Me.ToGetRequestInformation());
        var photo = await batch.AddBatchRequestStepAsync(sdk.Users["bob@contoso.example"].Photo.ToGetRequestInformation());

        var answers = await sdk.Batch.PostAsync(batch, GraphFixture.Token);

        Assert.Equal("Alice Archer", (await answers.GetResponseByIdAsync<User>(me)).DisplayName);
        Assert.Equal(HttpStatusCode.NotFound, (await answers.GetResponsesStatusCodesAsync())[photo]);
    }
}
