using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Microsoft.Identity.Web;

/// <summary>Keeps the message in MVC's temp data, a protected cookie that one read empties.</summary>
internal sealed class TempDataLoginErrorAccessor(ITempDataDictionaryFactory tempData) : ILoginErrorAccessor
{
    private const string Key = "MicrosoftIdentityError";

    public bool IsEnabled => true;

    public string? GetMessage(HttpContext context) => tempData.GetTempData(context)[Key] as string;

    public void SetMessage(HttpContext context, string? message)
    {
        if (message is null)
        {
            return;
        }

        var data = tempData.GetTempData(context);
        data[Key] = message;

        // The authentication handler answers outside MVC, whose filter would otherwise save.
        data.Save();
    }
}
