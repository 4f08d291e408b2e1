using CallMicrosoftGraph.Controllers;

namespace IdentityTutorial.Tests.Chapters.Sessions;

// Chapter 2-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class CallMicrosoftGraphSingleSignOnTests(TwoAppStage<HomeController> shared) : SingleSignOnTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphFrontChannelSignOutTests(TwoAppStage<HomeController> shared) : FrontChannelSignOutTests<HomeController>(shared);

/// <inheritdoc />
public sealed class CallMicrosoftGraphSessionLifetimeTests(TwoAppStage<HomeController> shared) : SessionLifetimeTests<HomeController>(shared);
