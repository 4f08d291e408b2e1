using DeployToAppService.Controllers;

namespace IdentityTutorial.Tests.Chapters.Sessions;

// Chapter 3-1 joins what holds for every chapter.

/// <inheritdoc />
public sealed class DeployToAppServiceSingleSignOnTests(TwoAppStage<InstanceController> shared) : SingleSignOnTests<InstanceController>(shared);

/// <inheritdoc />
public sealed class DeployToAppServiceFrontChannelSignOutTests(TwoAppStage<InstanceController> shared) : FrontChannelSignOutTests<InstanceController>(shared);

/// <inheritdoc />
public sealed class DeployToAppServiceSessionLifetimeTests(TwoAppStage<InstanceController> shared) : SessionLifetimeTests<InstanceController>(shared);
