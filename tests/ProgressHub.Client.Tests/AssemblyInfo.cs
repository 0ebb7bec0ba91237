// The tests share two cores with servers and proxies of their own; side by side they would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
