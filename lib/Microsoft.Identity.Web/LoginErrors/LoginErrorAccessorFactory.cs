using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Identity.Web;

internal static class LoginErrorAccessorFactory
{
    public static ILoginErrorAccessor Create(IServiceProvider services) =>
        services.GetService<IHostEnvironment>()?.IsDevelopment() is true
        && services.GetService<ITempDataDictionaryFactory>() is { } tempData
            ? new TempDataLoginErrorAccessor(tempData)
            : new NoLoginErrorAccessor();
}
