using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The lists of the directory, and the form that adds a user.</summary>
public sealed class DirectoryListTests : DirectoryPageTest
{
    [Fact]
    public async Task Users_groups_apps_and_sessions_are_listed_searched_and_paged()
    {
        await Fixture.GetTokensAsync(SeededApp.SignIn);

        var users = await OpenAsync("?tenant=contoso.example");
        var second = await Browser.ClickAsync(users, "Next");
        var found = await OpenAsync("?tenant=contoso.example&q=ALICE@");
        var wild = await OpenAsync("?tenant=contoso.example&q=%25%25");
        var groups = await OpenAsync("?tenant=contoso.example&show=groups&q=engineering");
        var apps = await OpenAsync("?tenant=contoso.example&show=apps&q=1-1");
        var sessions = await OpenAsync("?tenant=contoso.example&show=sessions");
        var customers = await OpenAsync($"?tenant={SeededTenants.B2CDomain}");

        Assert.Equal(25, Rows(users).Count);
        Assert.Contains("26 to 50 of", second.Text, StringComparison.Ordinal);
        Assert.Empty(Rows(users).Intersect(Rows(second)));
        Assert.Contains(SeededTenants.Alice, Assert.Single(Rows(found)), StringComparison.Ordinal);
        Assert.Contains("No name contains this text.", wild.Text, StringComparison.Ordinal);
        Assert.Contains("Engineering", Assert.Single(Rows(groups)), StringComparison.Ordinal);
        Assert.Contains(SeededApp.SignIn.ClientId, Assert.Single(Rows(apps)), StringComparison.Ordinal);
        Assert.Contains("Alice", Assert.Single(Rows(sessions)), StringComparison.Ordinal);
        Assert.Contains("Customers sign up themselves", customers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_user_signs_in_and_one_who_cannot_be_added_leaves_the_form_filled()
    {
        var page = await OpenAsync("?tenant=contoso.example");

        var added = await SubmitAsync(page, "#username", ("name", "Nora New"), ("username", "nora"));
        using var user = Fixture.NewBrowser();
        var answer = AnswerOf(await SignInAsync(user, AuthorizeAddress(SeededApp.SignIn), "nora@contoso.example"));
        var taken = await SubmitAsync(page, "#username", ("name", "Nora Two"), ("username", "alice"));

        Assert.Contains("signs in as nora@contoso.example", added.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer["code"]);
        Assert.Equal(HttpStatusCode.BadRequest, taken.Status);
        Assert.Contains("Nothing was changed.", taken.Text, StringComparison.Ordinal);
        Assert.Equal(("Nora Two", "alice"), (Value(taken, "#name"), Value(taken, "#username")));
    }

    [Fact]
    public async Task A_device_that_waits_is_listed()
    {
        using var client = Fixture.Sandbox.CreateWireClient();
        using var ask = new FormUrlEncodedContent(
            [new("client_id", SeededApp.Public.ClientId), new("scope", "openid profile")]);
        using var answer = await client.PostAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode", ask, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var page = await OpenAsync("?tenant=contoso.example&show=devices&q=public");
        var other = await OpenAsync("?tenant=contoso.example&show=devices&q=no+such+app");

        Assert.Contains("openid profile", Assert.Single(Rows(page)), StringComparison.Ordinal);
        Assert.Contains("No name contains this text.", other.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("groups")]
    [InlineData("roles")]
    [InlineData("apps")]
    [InlineData("consents")]
    [InlineData("sessions")]
    [InlineData("devices")]
    public async Task Odd_searches_have_an_answer_in_each_part(string part)
    {
        string[] searches = ["%00zzz", "%25", "_", "%5C", "%F0%9F%98%80", new string('a', 3_000), "x&q=y&skip=1&skip=2"];

        await Table.ShouldHoldAsync(searches, async search =>
        {
            var page = await OpenAsync($"?tenant=contoso.example&show={part}&q={search}");

            Assert.Equal(HttpStatusCode.OK, page.Status);
        });
    }

    [Fact]
    public async Task A_search_goes_on_after_a_NUL() =>
        Assert.Empty(Rows(await OpenAsync("?tenant=contoso.example&q=%00zzz")));

    [Fact]
    public async Task A_guest_is_found_by_the_address_that_the_list_shows() => Assert.Single(
        Rows(await OpenAsync($"?tenant=contoso.example&q={SeededTenants.Gus}")));

    [Fact]
    public async Task A_form_of_another_site_or_without_its_token_changes_nothing()
    {
        var page = await OpenUserAsync(SeededTenants.Alice);
        using var client = Fixture.Sandbox.CreateWireClient();
        using var form = new FormUrlEncodedContent([new("action", "disable")]);

        using var bare = await client.PostAsync(page.Address, form, Token);
        var foreign = await Browser.PostAsync(page.Address.PathAndQuery, [new("action", "disable")]);

        Assert.InRange((int)bare.StatusCode, 400, 499);
        Assert.InRange((int)foreign.Status, 400, 499);
        Assert.Contains("Enabled", (await OpenUserAsync(SeededTenants.Alice)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users/00000000-0000-0000-0000-000000000001")]
    [InlineData("/groups/00000000-0000-0000-0000-000000000001")]
    [InlineData("/apps/00000000-0000-0000-0000-000000000001")]
    [InlineData("/users/alice")]
    public async Task What_is_not_there_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(address)).Status);

    [Theory]
    [InlineData("nowhere.example")]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    public async Task A_tenant_that_does_not_exist_is_not_found(string tenant)
    {
        var page = await OpenAsync($"?tenant={tenant}");
        var form = (await OpenAsync("?tenant=contoso.example")).Form("#username");
        form.SetAttribute("action", $"{Address}?tenant={tenant}");
        var added = await Browser.SubmitAsync(page, form, ("name", "Nora New"), ("username", "nora"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.Status, added.Status));
    }

    [Theory]
    [InlineData(SeededTenants.B2CDomain)]
    [InlineData(SeededTenants.Customers)]
    public async Task A_tenant_of_customers_has_no_form_for_a_new_user_and_accepts_none(string tenant)
    {
        var contoso = await OpenAsync("?tenant=contoso.example");
        var form = contoso.Form("#username");
        form.SetAttribute("action", $"{Address}?tenant={tenant}");

        var added = await Browser.SubmitAsync(contoso, form, ("name", "Nora New"), ("username", "nora"));
        var list = await OpenAsync($"?tenant={tenant}&q=Nora");

        Assert.Equal(HttpStatusCode.NotFound, added.Status);
        Assert.Null(list.Document.QuerySelector("#username"));
        Assert.Contains("No name contains this text.", list.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("groups")]
    [InlineData("apps")]
    public async Task A_page_after_the_last_row_says_so_and_what_is_no_number_of_rows_means_the_first_page(string part)
    {
        foreach (var skip in new[] { "1000000", "2147483647" })
        {
            var page = await OpenAsync($"?tenant=contoso.example&show={part}&skip={skip}");

            Assert.Contains("There are fewer rows than that.", page.Text, StringComparison.Ordinal);
        }

        foreach (var skip in new[] { "2147483648", "-1", "99999999999999999999" })
        {
            var page = await OpenAsync($"?tenant=contoso.example&show={part}&skip={skip}");

            Assert.NotEmpty(Rows(page));
        }
    }
}
