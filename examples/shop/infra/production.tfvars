vpc_id          = "vpc-00000000000000000"
subnet_ids      = ["subnet-00000000000000001", "subnet-00000000000000002"]
certificate_arn = "arn:aws:acm:eu-west-2:000000000000:certificate/shop"

django_secret_key = "please-change-me-in-production"

# The health checks of the load balancer come with the address of the task.
allowed_hosts        = "*"
csrf_trusted_origins = "shop.kettle-and-leaf.net"
