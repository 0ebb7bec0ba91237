// The tests share two cores with servers, proxies and hundreds of clients of their own; side by side they would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
