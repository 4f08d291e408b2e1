using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

// Chapter 1-2 joins what its own checks of issuer and policy could get wrong. Chapter 1-1 has the full matrix, and UserFlows what else is of 1-2 alone.

/// <inheritdoc />
public sealed class AzureADB2CSignInWrongClaimTests(HostileStage<HomeController> shared) : WrongClaimTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInStateTests(HostileStage<HomeController> shared) : StateTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInLogTests(HostileStage<HomeController> shared) : LogTests<HomeController>(shared);
