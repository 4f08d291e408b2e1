using DeployToAppService.Identity;
using DeployToAppService.Operations;
using Microsoft.Extensions.Configuration;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>Each mistake in what production adds to the settings stops the app with one sentence, which shows no password.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Secret = "a-secret-nobody-may-see";

    private readonly string _folder = Directory.CreateTempSubdirectory("identity-tutorial-settings-").FullName;

    [Theory]
    [InlineData("ConnectionStrings:Database", $"Host=db;Password={Secret};Prt=5", "ConnectionStrings:Database is not a connection string for PostgreSQL:")]
    [InlineData("ConnectionStrings:Database", $"postgres://app:{Secret}@db/app", "ConnectionStrings:Database is not a connection string for PostgreSQL:")]
    [InlineData("ConnectionStrings:Database", $"Host=db;Password={Secret};Port=many", "ConnectionStrings:Database is not a connection string for PostgreSQL:")]
    [InlineData("Database:Schema", "", "Database:Schema is '':")]
    [InlineData("Database:Schema", "Mixed", "Database:Schema is 'Mixed':")]
    [InlineData("Database:Schema", "a\";DROP TABLE x", "Database:Schema is 'a\";DROP TABLE x':")]
    [InlineData("DataProtection:ApplicationName", "", "DataProtection:ApplicationName is blank:")]
    [InlineData("DataProtection:CertificatePath", "/nowhere/keys.p12", "DataProtection:CertificatePath names '/nowhere/keys.p12', which cannot be read")]
    [InlineData("DataProtection:PreviousCertificatePaths:0", "/nowhere/old.p12", "DataProtection:PreviousCertificatePaths names '/nowhere/old.p12', which cannot be read")]
    [InlineData("ForwardedHeaders:KnownNetworks:0", "10.0.0.0/64", "ForwardedHeaders:KnownNetworks has '10.0.0.0/64', which is not a network:")]
    [InlineData("ForwardedHeaders:KnownNetworks:0", "proxy", "ForwardedHeaders:KnownNetworks has 'proxy', which is not a network:")]
    [InlineData("ForwardedHeaders:ForwardLimit", "many", "ForwardedHeaders:ForwardLimit is 'many':")]
    [InlineData("SignInLimit:PerMinute", "0", "SignInLimit:PerMinute is '0':")]
    [InlineData("SignInLimit:PerMinute", "many", "SignInLimit:PerMinute is 'many':")]
    public void A_mistake_is_told_in_one_sentence(string key, string value, string expected)
    {
        var mistake = Find(new() { [key] = value });

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_certificate_is_a_mistake_and_one_without_a_password_is_none()
    {
        var text = Path.Combine(_folder, "text.p12");
        File.WriteAllText(text, "not a certificate");

        Assert.StartsWith("DataProtection:CertificatePath names", Find(new() { ["DataProtection:CertificatePath"] = text }), StringComparison.Ordinal);
        Assert.Null(Find(new() { ["DataProtection:CertificatePath"] = TestKit.Rehearsal.RehearsalStage.MakeKeyCertificate(Path.Combine(_folder, "keys.p12")) }));
    }

    [Fact]
    public void What_the_folder_and_the_template_for_Azure_set_is_right()
    {
        Assert.Null(Find([]));
        Assert.Null(Find(new()
        {
            ["ConnectionStrings:Database"] = "Host=db.postgres.database.azure.com;Database=app;Username=id-app;SSL Mode=VerifyFull;Maximum Pool Size=20",
            ["ForwardedHeaders:KnownNetworks:0"] = "10.0.0.0/8",
            ["ForwardedHeaders:KnownNetworks:1"] = "169.254.0.0/16",
        }));
    }

    [Fact]
    public void A_managed_identity_of_the_sandbox_needs_its_endpoint()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("IDENTITY_ENDPOINT") is not null, "This machine has a managed identity.");

        var mistake = new AzureAdSettingsValidator().Validate(null, Configuration([], "Development").GetSection("AzureAd").Get<AzureAdSettings>()!).FailureMessage;

        Assert.StartsWith("AzureAd:ClientCredentials:0 asks for a managed identity, and this process has none: start it with dotnet run", mistake, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Find(Dictionary<string, string?> settings) => ProductionSettings.FindMistake(Configuration(settings));

    private static IConfigurationRoot Configuration(Dictionary<string, string?> settings, string environment = "Production")
    {
        var folder = RepositoryPaths.Chapter("DeployToAppService");
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, "appsettings.json"))
            .AddJsonFile(Path.Combine(folder, $"appsettings.{environment}.json"), optional: true)
            .AddInMemoryCollection(settings)
            .Build();
    }
}
