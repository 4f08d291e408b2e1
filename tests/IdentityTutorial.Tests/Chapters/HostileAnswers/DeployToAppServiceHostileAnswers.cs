using DeployToAppService.Controllers;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

// Chapter 3-1 joins what is checked where MSAL redeems the code, by code of its own. Chapter 1-1 has the full matrix.

/// <inheritdoc />
public sealed class DeployToAppServiceWrongClaimTests(HostileStage<InstanceController> shared) : WrongClaimTests<InstanceController>(shared);

/// <inheritdoc />
public sealed class DeployToAppServiceStateTests(HostileStage<InstanceController> shared) : StateTests<InstanceController>(shared);

/// <inheritdoc />
public sealed class DeployToAppServiceLogTests(HostileStage<InstanceController> shared) : LogTests<InstanceController>(shared);
