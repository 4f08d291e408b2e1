using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.Sessions;

// Chapter 1-2 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADB2CSignInSingleSignOnTests(TwoAppStage<HomeController> shared) : SingleSignOnTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInFrontChannelSignOutTests(TwoAppStage<HomeController> shared) : FrontChannelSignOutTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInSessionLifetimeTests(TwoAppStage<HomeController> shared) : SessionLifetimeTests<HomeController>(shared);
