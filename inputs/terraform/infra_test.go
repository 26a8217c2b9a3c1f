package terraform_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
	"github.com/google/go-cmp/cmp"
)

// fact is a fact as tests compare it: its value, or why it has none.
func fact(n *document.Node) string {
	if n.State != document.Known {
		return fmt.Sprintf("<%s: %s> %v", n.State, n.Because, n.Needs)
	}
	return fmt.Sprint(n.Value)
}

func TestInfra(t *testing.T) {
	tests := []struct{ name, resource, want string }{
		{"a listener that redirects", `resource "aws_lb_listener" "x" {
  port = 80
  default_action {
    type = "redirect"
    redirect {
      port     = "443"
      protocol = "HTTPS"
    }
  }
}`, "listeners.redirect true"},
		{"a listener that forwards", `resource "aws_lb_listener" "x" {
  port     = "8080"
  protocol = "HTTP"
  default_action { type = "forward" }
}`, "listeners.redirect false"},
		{"a listener that redirects to plain HTTP", `resource "aws_lb_listener" "x" {
  port = 81
  default_action {
    type = "redirect"
    redirect { port = "8081" }
  }
}`, "listeners.redirect false"},
		{"a listener that answers", `resource "aws_lb_listener" "x" {
  port = 82
  default_action { type = "fixed-response" }
}`, ""},
		{"a listener whose port nothing sets", `variable "port" {}
resource "aws_lb_listener" "x" {
  port = var.port
  default_action { type = "forward" }
}`, "listeners.redirect <unknown: nothing sets the Terraform variable port> [TF_VAR_port]"},
		{"a listener of an internal load balancer", `resource "aws_lb" "x" { internal = true }
resource "aws_lb_listener" "x" {
  port = 80
  default_action { type = "forward" }
}`, "listeners.public false, listeners.redirect false"},
		{"a TLS listener", `resource "aws_lb_listener" "x" {
  port       = 443
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-2016-08"
  default_action { type = "forward" }
}`, "listeners.redirect false, listeners.tls_policy ELBSecurityPolicy-2016-08"},
		{"Google's load balancer", `resource "google_compute_target_http_proxy" "x" { url_map = google_compute_url_map.x.id }
resource "google_compute_url_map" "x" {
  default_url_redirect { https_redirect = true }
}`, "listeners.redirect true"},
		{"a target group", `resource "aws_lb_target_group" "x" {
  protocol = "HTTP"
  health_check {
    path    = "/health/"
    matcher = "200-399"
  }
}`, "target_groups.matcher 200-399, target_groups.path /health/, target_groups.protocol HTTP"},

		{"a database with nothing set", `resource "aws_db_instance" "x" { engine = "postgres" }`,
			"databases.backups 0, databases.encrypted false, databases.engine postgres, databases.protected false, databases.public false, databases.version <unknown: the provider chooses it> []"},
		{"a database", `variable "public" {}
resource "aws_db_instance" "x" {
  engine                  = "mysql"
  engine_version          = "8.0"
  publicly_accessible     = var.public
  storage_encrypted       = true
  backup_retention_period = "7"
}`, "databases.backups 7, databases.encrypted true, databases.engine mysql, databases.protected false, databases.public <unknown: nothing sets the Terraform variable public> [TF_VAR_public], databases.version 8.0"},
		{"a replica is kept by its source", `resource "aws_db_instance" "x" {
  engine              = "postgres"
  engine_version      = "16"
  replicate_source_db = "main"
  publicly_accessible = true
}`, "databases.encrypted false, databases.engine postgres, databases.protected false, databases.public true, databases.version 16"},
		{"a database of Google", `resource "google_sql_database_instance" "x" {
  database_version = "POSTGRES_14"
  settings {
    backup_configuration { enabled = true }
    ip_configuration {
      ssl_mode = "ENCRYPTED_ONLY"
      authorized_networks { value = "10.0.0.0/8" }
      authorized_networks { value = "0.0.0.0/0" }
    }
  }
}`, "databases.backups true, databases.engine postgres, databases.open true, databases.protected true, databases.public true, databases.tls true, databases.version 14"},
		{"a cache", `resource "aws_elasticache_replication_group" "x" {
  transit_encryption_enabled = true
  auth_token                 = random_password.x.result
}`, "caches.encrypted false, caches.engine redis, caches.password true, caches.tls true"},
		{"a cache without anything", `resource "aws_elasticache_cluster" "x" { engine = "memcached" }`,
			"caches.engine memcached, caches.password false, caches.tls false"},

		{"a bucket", `resource "aws_s3_bucket" "x" { bucket = "media" }`, "buckets.bucket media, buckets.public false, buckets.versioning false"},
		{"a bucket with resources of its own", `resource "aws_s3_bucket" "x" { bucket = "media" }
resource "aws_s3_bucket_acl" "x" {
  bucket = aws_s3_bucket.x.id
  acl    = "public-read"
}
resource "aws_s3_bucket_versioning" "x" {
  bucket = aws_s3_bucket.x.id
  versioning_configuration { status = "Enabled" }
}`, "buckets.bucket media, buckets.public true, buckets.versioning true"},
		{"a public ACL that is shut out", `resource "aws_s3_bucket" "x" {
  bucket = "media"
  acl    = "public-read"
}
resource "aws_s3_bucket_public_access_block" "x" {
  bucket             = aws_s3_bucket.x.id
  ignore_public_acls = true
}`, "buckets.bucket media, buckets.public false, buckets.versioning false"},
		{"a bucket of Google", `resource "google_storage_bucket" "x" { name = "media" }
resource "google_storage_bucket_iam_member" "x" {
  bucket = google_storage_bucket.x.name
  member = "allUsers"
}`, "buckets.bucket media, buckets.public true, buckets.versioning false"},

		{"CloudFront by forwarded values", `resource "aws_cloudfront_distribution" "x" {
  default_cache_behavior {
    viewer_protocol_policy = "allow-all"
    forwarded_values {
      headers = ["Host", "Origin"]
      cookies { forward = "none" }
    }
  }
}`, "cdns.caches true, cdns.cookies false, cdns.host true, cdns.https false, cdns.min_tls TLSv1"},
		{"CloudFront by its own policies", `resource "aws_cloudfront_distribution" "x" {
  default_cache_behavior {
    viewer_protocol_policy   = "redirect-to-https"
    cache_policy_id          = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"
  }
  viewer_certificate { minimum_protocol_version = "TLSv1.2_2021" }
}`, "cdns.caches false, cdns.cookies true, cdns.host true, cdns.https true, cdns.min_tls TLSv1.2_2021"},

		{"a rule of a security group", `resource "aws_security_group" "x" {
  ingress {
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["0.0.0.0/0"]
  }
}`, "firewall_rules.from 5432, firewall_rules.open true, firewall_rules.to 5432"},
		{"a rule of its own", `resource "aws_vpc_security_group_ingress_rule" "x" {
  from_port = 22
  to_port   = 22
  cidr_ipv6 = "::/0"
}`, "firewall_rules.from 22, firewall_rules.open true, firewall_rules.to 22"},
		{"a rule for another group", `resource "aws_security_group_rule" "x" {
  type                     = "ingress"
  from_port                = 0
  to_port                  = 0
  source_security_group_id = aws_security_group.y.id
}`, "firewall_rules.from 0, firewall_rules.open false, firewall_rules.to 0"},
		{"a DNS record", `resource "aws_route53_record" "x" {
  name = "shop.example.org"
  type = "A"
}`, "dns_records.record shop.example.org, dns_records.type A"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := terraform.Read(files(t, "-- main.tf --\n"+tt.resource+"\n"), ".", terraform.Options{})
			if diff := cmp.Diff(tt.want, strings.Join(facts(m.Infra), ", ")); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
		})
	}
}

// facts are all facts of all resources, in order of name.
func facts(infra document.Infra) []string {
	names := map[string][]string{
		"listeners": {"redirect", "public", "tls_policy"}, "target_groups": {"path", "protocol", "matcher"},
		"databases": {"engine", "version", "public", "open", "encrypted", "backups", "protected", "tls"},
		"caches":    {"engine", "tls", "encrypted", "password"}, "buckets": {"bucket", "public", "versioning"},
		"cdns": {"https", "caches", "cookies", "host", "origin", "min_tls"}, "firewall_rules": {"from", "to", "open"}, "dns_records": {"record", "type"},
	}
	var out []string
	for kind, fields := range names {
		for _, field := range fields {
			for _, f := range infra.Facts(kind, field) {
				out = append(out, kind+"."+field+" "+fact(f.Node))
			}
		}
	}
	slices.Sort(out)
	return out
}
