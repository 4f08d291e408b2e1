using AzureADSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.Sessions;

// Chapter 1-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADSignInSingleSignOnTests(TwoAppStage<HomeController> shared) : SingleSignOnTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInFrontChannelSignOutTests(TwoAppStage<HomeController> shared) : FrontChannelSignOutTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInSessionLifetimeTests(TwoAppStage<HomeController> shared) : SessionLifetimeTests<HomeController>(shared);
