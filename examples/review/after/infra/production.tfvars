allowed_hosts = "leaf.example"
image         = "registry.leaf.example/leaf:42"
