using ProgressHub.Host.Files;

namespace ProgressHub.Host.Checksum;

internal sealed class ChecksumArgsCheck(DataRoot root) : IArgsCheck<ChecksumArgs>
{
    public ArgsRefusal? Check(ChecksumArgs args)
    {
        var path = root.Find(args.Path);
        return path.IsFine ? null : new ArgsRefusal(path.Code, "path", path.Detail);
    }
}
