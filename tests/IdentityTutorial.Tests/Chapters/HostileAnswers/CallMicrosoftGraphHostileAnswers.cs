using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

// Chapter 2-1 joins what is checked where MSAL redeems the code, and not by the handler as in chapter 1-1, which has the full matrix.

/// <inheritdoc />
public sealed class CallMicrosoftGraphWrongClaimTests(HostileStage<HomeController> shared) : WrongClaimTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphTokenResponseTests(HostileStage<HomeController> shared) : TokenResponseTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphStateTests(HostileStage<HomeController> shared) : StateTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphRegistrationMistakeTests(HostileStage<HomeController> shared) : RegistrationMistakeTests<HomeController>(shared)
{
    /// <summary>The mistake cannot be made here: an app that acquires tokens asks for a code, whatever its configuration says.</summary>
    public override async Task An_ID_token_that_the_registration_does_not_give_out_is_explained()
    {
        await using var chapter = Start(Sample + "01", 7291, "ResponseType", "id_token");

        var page = await SignInAsync(chapter);

        Assert.Equal(200, (int)page.Status);
        Assert.NotNull(page.Document.QuerySelector("header .who"));
    }
}

/// <inheritdoc />
public sealed class CallMicrosoftGraphLogTests(HostileStage<HomeController> shared) : LogTests<HomeController>(shared);
