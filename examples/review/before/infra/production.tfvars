allowed_hosts = "*"
image         = "registry.leaf.example/leaf:41"
