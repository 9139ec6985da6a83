using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FeedWatch.Web;

/// <summary>Renders Razor components to complete HTML documents. Nothing of a page runs after it was sent.</summary>
public sealed class PageRenderer : IDisposable
{
    // Letters of every script stay as they are; what HTML or a script could take for its own does not.
    private readonly ServiceProvider _services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).AddLogging().BuildServiceProvider();

    /// <summary>The component with its parameters as an answer.</summary>
    public async Task<IResult> ShowAsync<TPage>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(_services, _services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return Results.Text("<!doctype html>\n" + html, "text/html", Encoding.UTF8, status);
    }

    public void Dispose() => _services.Dispose();
}
