namespace ProgressHub.Host; internal sealed record CountArgs(int To);
