using ProgressHub.Host.Files;

namespace ProgressHub.Host.Import;

internal sealed class ImportCsvArgsCheck(DataRoot root) : IArgsCheck<ImportCsvArgs>
{
    public ArgsRefusal? Check(ImportCsvArgs args)
    {
        var path = root.Find(args.Path);
        if (!path.IsFine)
        {
            return new(path.Code, "path", path.Detail);
        }

        if (path.IsFolder)
        {
            return new(DataPath.NotFound, "path", $"'{args.Path}' is a folder. Give the path of one CSV file in it.");
        }

        return args.Table is null || SqlName.IsTable(args.Table)
            ? null
            : new(DataPath.InvalidRequest, "table", SqlName.TableRule);
    }
}
