namespace ProgressHub;

/// <summary>Decides where the paths that callers name may lead. Commands with parameters of the types <c>file</c>, <c>folder</c> and <c>path</c> need one as a service.</summary>
public interface ICommandPaths
{
    /// <summary>The absolute path of the folder that programs work in unless their settings name another one.</summary>
    string Root { get; }

    /// <summary>Finds what a path of a caller means.</summary>
    /// <param name="path">As the caller has written it.</param>
    /// <param name="target">What must be there.</param>
    CommandPath Find(string path, CommandPathTarget target);
}
