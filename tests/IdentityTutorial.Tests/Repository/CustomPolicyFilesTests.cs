using System.Text.Json;
using System.Xml.Linq;

namespace IdentityTutorial.Tests.Repository;

/// <summary>The custom policy that chapter 1-2 gives learners to upload fits together, and says why each part is there.</summary>
public sealed class CustomPolicyFilesTests
{
    private const string Chapter = "1-Authentication/1-2-AzureADB2C-SignIn";

    private static readonly XNamespace _schema = "http://schemas.microsoft.com/online/cpim/schemas/2013/06";

    // What the starter pack's LocalAccounts base defines and these files use.
    private static readonly string[] _ofTheBase = ["SelfAsserted-LocalAccountSignin-Email", "LocalAccountSignUpWithLogonEmail", "AAD-UserReadUsingObjectId", "JwtIssuer"];

    private readonly XDocument _extensions = Read("TrustFrameworkExtensions.xml");
    private readonly XDocument _relyingParty = Read("SIGNUP_SIGNIN.xml");

    [Fact]
    public void The_policy_that_the_app_names_is_the_one_that_is_uploaded()
    {
        using var settings = JsonDocument.Parse(TrackedFiles.Read($"{Chapter}/appsettings.json"), new() { CommentHandling = JsonCommentHandling.Skip });

        Assert.Equal(settings.RootElement.GetProperty("AzureAd").GetProperty("CustomPolicyId").GetString(), _relyingParty.Root!.Attribute("PolicyId")!.Value);
        Assert.Equal(_extensions.Root!.Attribute("PolicyId")!.Value, _relyingParty.Descendants(_schema + "BasePolicy").Single().Element(_schema + "PolicyId")!.Value);
    }

    [Fact]
    public void Every_journey_step_and_claim_that_is_named_is_there()
    {
        var journey = _extensions.Descendants(_schema + "UserJourney").Single();
        var profiles = _extensions.Descendants(_schema + "TechnicalProfile").Select(profile => profile.Attribute("Id")!.Value).Concat(_ofTheBase).ToList();

        Assert.Equal(journey.Attribute("Id")!.Value, _relyingParty.Descendants(_schema + "DefaultUserJourney").Single().Attribute("ReferenceId")!.Value);
        Assert.All(journey.Descendants(_schema + "ClaimsExchange"), exchange => Assert.Contains(exchange.Attribute("TechnicalProfileReferenceId")!.Value, profiles));
        Assert.Equal(["1", "2", "3", "4", "5"], journey.Descendants(_schema + "OrchestrationStep").Select(step => step.Attribute("Order")!.Value));
        Assert.All(_extensions.Descendants(_schema + "ClaimType"), claim => Assert.Contains(
            _relyingParty.Descendants(_schema + "OutputClaim"), output => output.Attribute("ClaimTypeReferenceId")!.Value == claim.Attribute("Id")!.Value));
    }

    [Fact]
    public void Every_step_is_explained()
    {
        Assert.All(_extensions.Descendants(_schema + "OrchestrationStep"), step => Assert.Equal(System.Xml.XmlNodeType.Comment, step.PreviousNode?.NodeType));
        Assert.All(_extensions.Descendants(_schema + "TechnicalProfile"), profile => Assert.Equal(System.Xml.XmlNodeType.Comment, profile.PreviousNode?.NodeType));
    }

    private static XDocument Read(string file) => XDocument.Parse(TrackedFiles.Read($"{Chapter}/CustomPolicies/{file}"));
}
