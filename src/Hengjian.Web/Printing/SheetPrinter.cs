using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Components;
using Hengjian.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Hengjian.Web.Printing;

/// <summary>Turns a sheet that a print page shows into PDF, in the language of the request.</summary>
internal sealed class SheetPrinter(IInstitutionRegister institutions, IPdfPrinter printer, IServiceScopeFactory scopes, WebAssets assets, ILoggerFactory logs)
{
    /// <summary>Why the machine cannot print; null: it can.</summary>
    public Conflict? Missing => printer.Missing;

    /// <summary>The PDF; a <see cref="Conflict"/> where the machine cannot print.</summary>
    public async Task<Outcome<byte[]>> PrintAsync<TSheet>(string title, Guid institution, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
        where TSheet : IComponent => await printer.PrintAsync(await RenderAsync<TSheet>(title, institution, parameters, cancellationToken), cancellationToken);

    /// <summary>The same sheet as a document that stands alone.</summary>
    public async Task<byte[]> HtmlAsync<TSheet>(string title, Guid institution, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
        where TSheet : IComponent => System.Text.Encoding.UTF8.GetBytes(await RenderAsync<TSheet>(title, institution, parameters, cancellationToken));

    private async Task<string> RenderAsync<TSheet>(string title, Guid institution, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
        where TSheet : IComponent
    {
        var named = await institutions.FindAsync(institution, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var frame = scope.ServiceProvider.GetRequiredService<PageContext>();
        (frame.InstitutionName, frame.IsDemonstration) = (named?.Name, named?.IsDemonstration == true);
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var language = CultureInfo.CurrentUICulture;
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentUICulture = language;
            return (await renderer.RenderComponentAsync<TSheet>(ParameterView.FromDictionary(new Dictionary<string, object?>(parameters)))).ToHtmlString();
        });
        return $"<!doctype html><html lang=\"{language.Name}\"><head><meta charset=\"utf-8\"><title>{System.Net.WebUtility.HtmlEncode(title)}</title><style>{assets.StyleText()}</style></head><body>{body}</body></html>";
    }
}
