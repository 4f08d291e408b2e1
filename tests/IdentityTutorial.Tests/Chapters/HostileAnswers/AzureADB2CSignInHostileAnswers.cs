using AzureADB2CSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

// Chapter 1-2 joins what holds for every chapter.

/// <inheritdoc />
public sealed class AzureADB2CSignInForgedTokenTests(HostileStage<HomeController> shared) : ForgedTokenTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInWrongClaimTests(HostileStage<HomeController> shared) : WrongClaimTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInTokenResponseTests(HostileStage<HomeController> shared) : TokenResponseTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInStateTests(HostileStage<HomeController> shared) : StateTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInMalformedCallbackTests(HostileStage<HomeController> shared) : MalformedCallbackTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInErrorAnswerTests(HostileStage<HomeController> shared) : ErrorAnswerTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInMetadataTests(HostileStage<HomeController> shared) : MetadataTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInKeyRotationTests(HostileStage<HomeController> shared) : KeyRotationTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInReturnAddressTests(HostileStage<HomeController> shared) : ReturnAddressTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADB2CSignInLogTests(HostileStage<HomeController> shared) : LogTests<HomeController>(shared);
