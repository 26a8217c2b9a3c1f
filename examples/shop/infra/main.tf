terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "aws" {
  region = var.region
}

resource "aws_ecr_repository" "shop" {
  name = "shop"
}

resource "random_password" "database" {
  length = 40
}

resource "aws_ssm_parameter" "database_password" {
  name  = "/shop/production/POSTGRES_PASSWORD"
  type  = "SecureString"
  value = random_password.database.result
}

resource "aws_db_instance" "main" {
  identifier                = "shop-production"
  engine                    = "postgres"
  engine_version            = "16.6"
  instance_class            = "db.t4g.small"
  allocated_storage         = 20
  storage_encrypted         = true
  db_name                   = "shop"
  username                  = "shop"
  password                  = random_password.database.result
  backup_retention_period   = 7
  final_snapshot_identifier = "shop-production-final"
}

resource "aws_elasticache_cluster" "main" {
  cluster_id      = "shop-production"
  engine          = "redis"
  node_type       = "cache.t4g.micro"
  num_cache_nodes = 1
}
