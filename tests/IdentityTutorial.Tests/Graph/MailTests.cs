namespace IdentityTutorial.Tests.Graph;

public sealed class MailTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    [Fact]
    public async Task The_newest_ten_messages_come_first()
    {
        var answer = await graph.GetAsync("/me/messages?$select=id,subject,receivedDateTime,from,isRead");

        var times = answer.All("receivedDateTime");
        Assert.Equal(10, times.Count);
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
        Assert.EndsWith("@contoso.example", answer.Value[0]["from"]!["emailAddress"]!["address"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("https://localhost:7443/v1.0/$metadata#users('6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01')/messages(id,receivedDateTime,subject,isRead,from)", answer["@odata.context"]);
        Assert.Equal(2, (await graph.GetAsync(answer.NextLink!)).Value.Count);
    }

    [Fact]
    public async Task Filter_search_count_and_skip_need_no_header()
    {
        Assert.Equal(9, (await graph.GetAsync("/me/messages?$filter=isRead eq true&$count=true&$orderby=receivedDateTime")).Body["@odata.count"]!.GetValue<int>());
        Assert.Single((await graph.GetAsync("/me/messages?$skip=11")).Value);
        Assert.NotEmpty((await graph.GetAsync("/me/messages?$search=\"release moves\"")).Value);
        Assert.NotEmpty((await graph.GetAsync("/me/messages?$filter=contains(subject,'BADGE')")).Value);
        Assert.Empty((await graph.GetAsync("/me/messages?$filter=receivedDateTime ge 2030-01-01T00:00:00Z")).Value);
    }

    [Fact]
    public async Task A_message_is_its_owners()
    {
        var bobs = (await graph.GetAsync(await graph.TokenAsync(SeededTenants.Bob), "/me/messages?$top=1")).All("id")[0];

        Assert.Equal(bobs, (await graph.GetAsync(await graph.TokenAsync(SeededTenants.Bob), "/me/messages/" + bobs))["id"]);
        GraphAssert.IsError(await graph.GetAsync("/me/messages/" + bobs), 404, "ErrorItemNotFound");
        GraphAssert.IsError(await graph.GetAsync("/me/messages/nonsense"), 404, "ErrorItemNotFound");
    }

    [Fact]
    public async Task A_reset_brings_the_same_messages_back()
    {
        await using var own = new GraphFixture();
        var before = (await own.GetAsync("/me/messages")).All("id");

        await own.Login.Service<Sandbox.Persistence.SandboxDatabase>().ResetAsync(GraphFixture.Token);

        await using var again = new GraphFixture();
        Assert.Equal(before, (await again.GetAsync("/me/messages")).All("id"));
    }
}
