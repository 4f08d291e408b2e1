using Azure.Bicep.Types;
using Azure.Bicep.Types.Concrete;
using Azure.Bicep.Types.Index;
using Azure.Bicep.Types.Serialization;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>
/// The resource types of Microsoft Graph that chapter 3-1 uses, for the compiler. The extension that <c>bicepconfig.json</c> names has many more, but
/// it comes from a registry that a test must not depend on. Every object is closed, so that a property that is not listed here is a diagnostic.
/// Source: https://learn.microsoft.com/graph/templates/bicep/reference/overview
/// </summary>
internal sealed class MicrosoftGraphTypes
{
    private const string Version = "v1.0";
    private const ObjectTypePropertyFlags Optional = ObjectTypePropertyFlags.None;
    private const ObjectTypePropertyFlags Required = ObjectTypePropertyFlags.Required;
    private const ObjectTypePropertyFlags Identifier = ObjectTypePropertyFlags.Required | ObjectTypePropertyFlags.Identifier;
    private const ObjectTypePropertyFlags ReadOnly = ObjectTypePropertyFlags.ReadOnly;

    private readonly TypeFactory _types = new([]);
    private readonly Dictionary<string, CrossFileTypeReference> _resources = [];
    private readonly ITypeReference _text;
    private readonly ITypeReference _texts;
    private readonly ITypeReference _flag;

    private MicrosoftGraphTypes()
    {
        _text = Add(new StringType());
        _texts = ArrayOf(_text);
        _flag = Add(new BooleanType());
    }

    /// <summary>Writes <c>index.json</c> and <c>types.json</c>, the input of <c>bicep publish-extension</c>.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <returns>The path of <c>index.json</c>.</returns>
    public static string Write(string folder)
    {
        var graph = new MicrosoftGraphTypes();
        graph.AddApplications();
        graph.AddFederatedIdentityCredentials();
        graph.AddServicePrincipals();

        using var types = File.Create(Path.Combine(folder, "types.json"));
        TypeSerializer.Serialize(types, graph._types.GetTypes());

        var path = Path.Combine(folder, "index.json");
        using var index = File.Create(path);
        var settings = new TypeSettings("MicrosoftGraph", "1.0.0", isSingleton: false);
        var noFunctions = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<CrossFileTypeReference>>>();
        TypeSerializer.SerializeIndex(index, new TypeIndex(graph._resources, noFunctions, [], settings, fallbackResourceType: null));
        return path;
    }

    private void AddApplications()
    {
        var credentials = ArrayOf(Object("credential", ("displayName", _text, Optional), ("endDateTime", _text, Optional), ("startDateTime", _text, Optional)));
        var implicitGrantSettings = Object(
            "implicitGrantSettings", ("enableAccessTokenIssuance", _flag, Optional), ("enableIdTokenIssuance", _flag, Optional));
        var web = Object(
            "web", ("homePageUrl", _text, Optional), ("logoutUrl", _text, Optional), ("redirectUris", _texts, Optional),
            ("implicitGrantSettings", implicitGrantSettings, Optional));
        var claims = ArrayOf(Object(
            "optionalClaim", ("name", _text, Optional), ("essential", _flag, Optional), ("source", _text, Optional), ("additionalProperties", _texts, Optional)));
        var optionalClaims = Object("optionalClaims", ("accessToken", claims, Optional), ("idToken", claims, Optional), ("saml2Token", claims, Optional));
        var permissions = ArrayOf(Object("resourceAccess", ("id", _text, Optional), ("type", _text, Optional)));
        var requiredResourceAccess = ArrayOf(Object("requiredResourceAccess", ("resourceAppId", _text, Optional), ("resourceAccess", permissions, Optional)));
        var audience = OneOf("AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount");

        AddResource(
            "applications", ("appId", _text, ReadOnly), ("displayName", _text, Required), ("id", _text, ReadOnly), ("identifierUris", _texts, Optional),
            ("keyCredentials", credentials, Optional), ("optionalClaims", optionalClaims, Optional), ("passwordCredentials", credentials, Optional),
            ("requiredResourceAccess", requiredResourceAccess, Optional), ("signInAudience", audience, Optional),
            ("uniqueName", _text, Identifier | ObjectTypePropertyFlags.DeployTimeConstant), ("web", web, Optional));
    }

    private void AddFederatedIdentityCredentials() => AddResource(
        "applications/federatedIdentityCredentials", ("audiences", _texts, Required), ("description", _text, Optional), ("id", _text, ReadOnly),
        ("issuer", _text, Required), ("name", _text, Identifier), ("subject", _text, Required));

    private void AddServicePrincipals() => AddResource("servicePrincipals", ("appId", _text, Identifier), ("displayName", _text, Optional), ("id", _text, ReadOnly));

    private void AddResource(string name, params (string Name, ITypeReference Type, ObjectTypePropertyFlags Flags)[] properties)
    {
        var type = $"Microsoft.Graph/{name}";
        const ObjectTypePropertyFlags Constant = ObjectTypePropertyFlags.ReadOnly | ObjectTypePropertyFlags.DeployTimeConstant;
        var body = Object(type, [("type", OneOf(type), Constant), ("apiVersion", OneOf(Version), Constant), .. properties]);
        var resource = _types.Create(() => new ResourceType(
            $"{type}@{Version}", body, null, writableScopes_in: ScopeType.AllExceptExtension, readableScopes_in: ScopeType.AllExceptExtension));
        _resources.Add(resource.Name, new CrossFileTypeReference("types.json", _types.GetIndex(resource)));
    }

    private ITypeReference Object(string name, params (string Name, ITypeReference Type, ObjectTypePropertyFlags Flags)[] properties) => Add(new ObjectType(
        name, properties.ToDictionary(property => property.Name, property => new ObjectTypeProperty(property.Type, property.Flags, null)), additionalProperties: null));

    private ITypeReference OneOf(params string[] values)
    {
        ITypeReference[] literals = [.. values.Select(value => Add(new StringLiteralType(value)))];
        return literals.Length == 1 ? literals[0] : Add(new UnionType(literals));
    }

    private ITypeReference ArrayOf(ITypeReference item) => Add(new ArrayType(item));

    private ITypeReference Add(TypeBase type) => _types.GetReference(_types.Create(() => type));
}
