// A daemon that reads and changes the directory with version 6 of the Graph SDK, with and without a setting that it
// needs. The test reads the lines that it prints.
using Azure.Identity;
using GraphSdk6;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

var sandbox = new Uri(args[0]);
var (tenant, clientId, secret) = (args[1], args[2], args[3]);
string[] scopes = ["https://graph.microsoft.com/.default"];

// The configuration. The SDK sends the token only to allowed hosts, which are names without a port.
var credential = new ClientSecretCredential(tenant, clientId, secret, new ClientSecretCredentialOptions
{
    AuthorityHost = sandbox,
    DisableInstanceDiscovery = true,
});
var baseUrl = new Uri(sandbox, "v1.0").ToString();
var authentication = new AzureIdentityAuthenticationProvider(
    credential, allowedHosts: ["localhost"], isCaeEnabled: true, scopes: scopes);
using var graph = new GraphServiceClient(authentication, baseUrl);

var users = await graph.Users.GetAsync(request =>
{
    request.QueryParameters.Top = 2;
    request.QueryParameters.Select = ["userPrincipalName"];
});
var names = new List<string?>();
await PageIterator<User, UserCollectionResponse>.CreatePageIterator(graph, users!, user =>
{
    names.Add(user.UserPrincipalName);
    return names.Count < 5;
}).IterateAsync();
Console.WriteLine($"{names.Distinct().Count()} users");

var userId = await UserChanges.RunAsync(graph);
await GroupChanges.RunAsync(graph, userId, baseUrl);
await AppChanges.RunAsync(graph);

// Without allowed hosts, the SDK sends no token to the sandbox.
using var withoutAllowedHosts = new GraphServiceClient(credential, scopes, baseUrl);
try
{
    await withoutAllowedHosts.Users.GetAsync();
}
catch (ODataError error)
{
    Console.WriteLine($"{error.ResponseStatusCode}: {error.Message}");
}
