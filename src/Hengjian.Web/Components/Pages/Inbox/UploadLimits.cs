namespace Hengjian.Web.Components.Pages.Inbox;

/// <summary>How much the upload form takes; larger objects go through STOW-RS.</summary>
public static class UploadLimits
{
    public const int FileMegabytes = 100;

    public const long FileBytes = FileMegabytes * 1024L * 1024L;

    /// <summary>All files of one upload with the form around them.</summary>
    public const long RequestBytes = 4 * FileBytes + (1024L * 1024L);
}
