using Sandbox.Hosting;

namespace IdentityTutorial.Tests.SandboxHost.Hosting;

public sealed class PagePolicyTests
{
    [Fact]
    public void A_page_runs_no_inline_script_and_is_framed_by_nobody()
    {
        var policy = new PagePolicy().ToString();

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_names_no_other_place_posts_to_the_sandbox_and_frames_nothing()
    {
        var policy = new PagePolicy().ToString();

        Assert.Contains("form-action 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-src 'none';", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_may_post_to_the_redirect_uri_it_answers_to_and_nowhere_else()
    {
        var policy = new PagePolicy();
        policy.AllowFormTarget(new Uri("https://app.example:8443/signin-oidc?x=1"));
        policy.AllowFormTarget(new Uri("msal1234://auth"));

        Assert.Contains("form-action 'self' https://app.example:8443 msal1234:;", policy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_may_frame_the_sign_out_addresses_it_names_and_nothing_else()
    {
        var policy = new PagePolicy();
        policy.AllowFrame(new Uri("https://localhost:7111/signout-oidc"));

        Assert.Contains("frame-src https://localhost:7111;", policy.ToString(), StringComparison.Ordinal);
    }
}
