using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Identity.Web;
using Moq;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

public sealed class LoginErrorAccessorTests
{
    [Fact]
    public void In_development_a_message_reaches_the_next_request()
    {
        var context = new DefaultHttpContext();
        var accessor = Create("Development", TempDataOf(context));

        accessor.SetMessage(context, "first");
        accessor.SetMessage(context, "second");

        Assert.True(accessor.IsEnabled);
        Assert.Equal("second", accessor.GetMessage(context));
    }

    [Fact]
    public void No_message_is_none()
    {
        var context = new DefaultHttpContext();
        var accessor = Create("Development", TempDataOf(context));

        accessor.SetMessage(context, null);

        Assert.Null(accessor.GetMessage(context));
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Staging", true)]
    [InlineData("Development", false)]
    public void Outside_development_and_without_temp_data_nothing_is_kept(string environment, bool withTempData)
    {
        var context = new DefaultHttpContext();
        var accessor = Create(environment, withTempData ? TempDataOf(context) : null);

        accessor.SetMessage(context, "secret");

        Assert.False(accessor.IsEnabled);
        Assert.Null(accessor.GetMessage(context));
    }

    private static ITempDataDictionaryFactory TempDataOf(HttpContext context)
    {
        var data = new TempDataDictionary(context, Mock.Of<ITempDataProvider>(provider => provider.LoadTempData(context) == new Dictionary<string, object>()));
        return Mock.Of<ITempDataDictionaryFactory>(factory => factory.GetTempData(context) == data);
    }

    private static ILoginErrorAccessor Create(string environment, ITempDataDictionaryFactory? tempData)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Mock.Of<IHostEnvironment>(host => host.EnvironmentName == environment));
        services.AddMicrosoftIdentityWebAppAuthentication(new ConfigurationBuilder().Build());
        if (tempData is not null)
        {
            services.AddSingleton(tempData);
        }

        return services.BuildServiceProvider().GetRequiredService<ILoginErrorAccessor>();
    }
}
