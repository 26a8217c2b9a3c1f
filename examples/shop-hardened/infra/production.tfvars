vpc_id          = "vpc-00000000000000000"
subnet_ids      = ["subnet-00000000000000001", "subnet-00000000000000002"]
zone_id         = "Z0000000000000000000"
certificate_arn = "arn:aws:acm:eu-west-2:000000000000:certificate/shop"

domain        = "shop.kettle-and-leaf.net"
database_host = "database.shop.internal"
cache_host    = "cache.shop.internal"
email_user    = "shop"
