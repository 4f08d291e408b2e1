using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>
/// Permissions that are asked for when a page needs them. In the sandbox that the tests share, Carol grants everything, Bob does not grant
/// the permission for mail, and Alice grants nothing.
/// </summary>
public sealed class ConsentTests(ChapterStage<HomeController> shared) : GraphPageTests(shared)
{
    [Fact]
    public async Task Signing_in_asks_for_nothing_but_what_every_page_needs()
    {
        var page = await Browser.SignInAsync();

        Assert.Contains("Hello, Alice", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Browser.History, exchange => new Page(exchange).IsConsentPage());
    }

    [Fact]
    public async Task A_page_asks_for_its_permission_when_it_is_first_opened_and_then_shows()
    {
        UseOwnStage();
        await Browser.SignInAsync();
        (string Path, string Permission, string Content)[] rows =
            [("/people", "Read everyone's basic profile", "1,200"), ("/messages", "Read your mail", "newest messages in your inbox")];

        await Table.ShouldHoldAsync(rows, async row =>
        {
            var question = await Browser.OpenAsync(row.Path);
            Assert.True(question.IsConsentPage(), question.Text);
            Assert.Contains(row.Permission, question.Text, StringComparison.Ordinal);
            var page = await Browser.ContinueAsync(await Browser.PressAsync(question, "consent", "accept"));

            Assert.Equal(row.Path, page.Address.PathAndQuery);
            Assert.Contains(row.Content, page.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_was_granted_is_not_asked_again_neither_now_nor_after_a_new_sign_in()
    {
        await OpenAsAsync(SeededTenants.Carol, "/people");
        Assert.Contains("1,200", (await Browser.GetAsync("/people")).Text, StringComparison.Ordinal);
        await Browser.SignOutAsync();
        await Browser.SignInAsync(SeededTenants.Carol);

        var page = await Browser.OpenAsync("/people");

        Assert.False(page.IsConsentPage());
        Assert.Contains("1,200", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/people", "User.ReadBasic.All")]
    [InlineData("/messages", "Mail.Read")]
    public async Task Declining_leads_to_a_page_that_explains_and_keeps_the_session(string path, string scope)
    {
        await Browser.SignInAsync();

        var page = await Browser.ContinueAsync(await Browser.PressAsync(await Browser.OpenAsync(path), "consent", "decline"));

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        Assert.Equal("/Home/Declined", page.Address.AbsolutePath);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, Browser.History.Last(exchange => exchange.Address.AbsolutePath == "/signin-oidc").Status);
        Assert.Contains("You declined a permission", page.Text, StringComparison.Ordinal);
        Assert.Contains(scope, page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("header .who"));
        Assert.Contains("Alice Archer", (await Browser.GetAsync("/profile")).Text, StringComparison.Ordinal);
        Assert.True((await Browser.ClickAsync(page, "Ask me again")).IsConsentPage());
    }

    [Theory]
    [InlineData("/people", true)]
    [InlineData("/messages", false)]
    public async Task After_declining_the_directory_the_page_explains_the_permission_that_an_administrator_granted(string path, bool explains)
    {
        await Browser.SignInAsync();

        var page = await Browser.ContinueAsync(await Browser.PressAsync(await Browser.OpenAsync(path), "consent", "decline"));

        Assert.Equal(explains, page.Text.Contains("Why your token still lists User.Read.All", StringComparison.Ordinal));
        Assert.Contains("User.Read.All", (await Browser.GetAsync("/TokenCache")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task The_page_after_declining_leads_nowhere_else(string back)
    {
        await Browser.SignInAsync();

        var page = await Browser.GetAsync($"/Home/Declined?back={Uri.EscapeDataString(back)}");

        Assert.Equal(Stage.Chapter.Address.Authority, page.Link("Ask me again").Authority);
        Assert.DoesNotContain("javascript", page.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_persons_consent_is_not_anothers()
    {
        await OpenAsAsync(SeededTenants.Carol, "/messages");
        using var other = Stage.NewBrowser();
        await other.SignInAsync(SeededTenants.Bob);

        Assert.True((await other.OpenAsync("/messages")).IsConsentPage());
    }
}
