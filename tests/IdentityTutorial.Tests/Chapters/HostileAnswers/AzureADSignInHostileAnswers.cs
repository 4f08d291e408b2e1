using AzureADSignIn.Controllers;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

// Chapter 1-1 has the full matrix. The others join what their own code could get wrong.

/// <inheritdoc />
public sealed class AzureADSignInForgedTokenTests(HostileStage<HomeController> shared) : ForgedTokenTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInWrongClaimTests(HostileStage<HomeController> shared) : WrongClaimTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInTokenResponseTests(HostileStage<HomeController> shared) : TokenResponseTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInStateTests(HostileStage<HomeController> shared) : StateTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInMalformedCallbackTests(HostileStage<HomeController> shared) : MalformedCallbackTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInErrorAnswerTests(HostileStage<HomeController> shared) : ErrorAnswerTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInMetadataTests(HostileStage<HomeController> shared) : MetadataTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInKeyRotationTests(HostileStage<HomeController> shared) : KeyRotationTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInReturnAddressTests(HostileStage<HomeController> shared) : ReturnAddressTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInRegistrationMistakeTests(HostileStage<HomeController> shared) : RegistrationMistakeTests<HomeController>(shared);

/// <inheritdoc />
public sealed class AzureADSignInLogTests(HostileStage<HomeController> shared) : LogTests<HomeController>(shared);
