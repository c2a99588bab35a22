using System.Globalization;
using Hengjian.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hengjian.Tests.Design;

/// <summary>Renders a component to HTML as a page would, in one language, at one address.</summary>
internal static class ComponentHost
{
    public static string Render<TComponent>(Dictionary<string, object?> parameters, string language = "en", string path = "/cases?state=open&page=2")
        where TComponent : IComponent => Render(typeof(TComponent), parameters, language, path);

    public static string Render(Type component, Dictionary<string, object?> parameters, string language = "en", string path = "/cases?state=open&page=2")
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton<IWebHostEnvironment>(new Surroundings());
            services.AddHengjianComponents();
            services.AddScoped<NavigationManager>(_ => new Place(path));
            using var provider = services.BuildServiceProvider();
            using var scope = provider.CreateScope();
            using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
            return renderer.Dispatcher.InvokeAsync(async () =>
            {
                var output = await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters));
                return output.ToHtmlString();
            }).GetAwaiter().GetResult();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>A fragment of a child component with these parameters.</summary>
    public static RenderFragment Child<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent => builder =>
    {
        builder.OpenComponent<TComponent>(0);
        foreach (var (name, value) in parameters)
        {
            builder.AddComponentParameter(1, name, value);
        }

        builder.CloseComponent();
    };

    public static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    private sealed class Place : NavigationManager
    {
        public Place(string path) => Initialize("http://localhost/", "http://localhost" + path);
    }

    private sealed class Surroundings : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

        public string ApplicationName { get; set; } = "Hengjian.Web";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "";

        public string EnvironmentName { get; set; } = Environments.Production;
    }
}
