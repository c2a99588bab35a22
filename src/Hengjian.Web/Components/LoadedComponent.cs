using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components;

/// <summary>
/// A part of a page that reads before it is shown. The framework's own OnInitializedAsync shows a component once before its reading is done wherever the database
/// answers later (PostgreSQL) and not where it answers at once (SQLite); pages here are rendered once, whole.
/// </summary>
public abstract class LoadedComponent : ComponentBase
{
    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        // The view may be read before the first await only.
        parameters.SetParameterProperties(this);
        await BeforeRenderAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Reads what the markup shows; parameters and services are there already.</summary>
    protected virtual Task BeforeRenderAsync() => Task.CompletedTask;
}
