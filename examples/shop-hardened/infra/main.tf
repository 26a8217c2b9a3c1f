terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
  }
}

provider "aws" {
  region = var.region
}

resource "aws_ecr_repository" "shop" {
  name = "shop"
}

data "aws_ssm_parameter" "database_password" {
  name = "/shop/production/POSTGRES_PASSWORD"
}

resource "aws_db_instance" "main" {
  identifier                = "shop-production"
  engine                    = "postgres"
  engine_version            = "17.2"
  instance_class            = "db.t4g.small"
  allocated_storage         = 20
  storage_encrypted         = true
  db_name                   = "shop"
  username                  = "shop"
  password                  = data.aws_ssm_parameter.database_password.value
  backup_retention_period   = 7
  final_snapshot_identifier = "shop-production-final"
}

resource "aws_elasticache_cluster" "main" {
  cluster_id      = "shop-production"
  engine          = "redis"
  node_type       = "cache.t4g.micro"
  num_cache_nodes = 1
}

resource "aws_route53_record" "database" {
  zone_id = var.zone_id
  name    = var.database_host
  type    = "CNAME"
  ttl     = 60
  records = [aws_db_instance.main.address]
}

resource "aws_route53_record" "cache" {
  zone_id = var.zone_id
  name    = var.cache_host
  type    = "CNAME"
  ttl     = 60
  records = [aws_elasticache_cluster.main.cache_nodes[0].address]
}
