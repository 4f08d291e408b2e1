using AzureADB2CSignIn.Models;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace AzureADB2CSignIn.Identity;

/// <summary>The error page as an action result, for controllers and for filters.</summary>
public static class ErrorPage
{
    /// <summary>Shows a problem with its status.</summary>
    public static ViewResult Of(Problem problem)
    {
        var viewData = new ViewDataDictionary<Problem>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = problem,
        };
        return new ViewResult
        {
            ViewName = "~/Views/Error/Index.cshtml",
            ViewData = viewData,
            StatusCode = problem.Status,
        };
    }
}
