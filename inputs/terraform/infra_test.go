package terraform_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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
		{"a listener that says nothing", `resource "aws_lb_listener" "x" {
  default_action { type = "forward" }
}`, "listeners.redirect <unknown: it is known only after an apply> []"},
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
}`, "target_groups.matcher 200-399, target_groups.path /health/, target_groups.protocol HTTP, target_groups.requests HTTP"},
		{"what leads to a target group", `resource "aws_lb_target_group" "x" { protocol = "HTTP" }
resource "aws_lb_target_group" "y" { protocol = "HTTPS" }
resource "aws_lb_target_group_attachment" "x" {
  target_group_arn  = aws_lb_target_group.x.arn
  availability_zone = "all"
}
resource "aws_lb_listener" "x" {
  port     = 443
  protocol = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.y.arn
  }
}
resource "aws_lb_listener_rule" "x" {
  listener_arn = aws_lb_listener.x.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.x.arn
  }
  condition {
    host_header { values = ["shop.example.org", "*.example.org"] }
  }
}
resource "aws_ecs_service" "x" {
  load_balancer {
    target_group_arn = aws_lb_target_group.x.arn
    container_name   = "web"
  }
}`, "target_groups.container web, host_rules.host *.example.org, host_rules.host shop.example.org, listeners.redirect false, " +
			"listeners.tls_policy <unknown: the provider chooses it> [], target_groups.matcher 200, target_groups.matcher 200, target_groups.outside true, target_groups.path /, target_groups.path /, " +
			"target_groups.protocol HTTP, target_groups.protocol HTTP, target_groups.requests HTTP, target_groups.requests HTTPS"},

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
		{"a rule for every protocol", `resource "aws_security_group_rule" "x" {
  from_port   = 0
  to_port     = 0
  protocol    = "-1"
  cidr_blocks = ["0.0.0.0/0"]
}`, "firewall_rules.from 0, firewall_rules.open true, firewall_rules.to 65535"},
		{"a rule for ping", `resource "aws_security_group_rule" "x" {
  from_port   = -1
  to_port     = -1
  protocol    = "icmp"
  cidr_blocks = ["0.0.0.0/0"]
}`, ""},
		{"a firewall of Google", `resource "google_compute_firewall" "x" {
  source_ranges = ["0.0.0.0/0"]
  allow { protocol = "icmp" }
  allow {
    protocol = "tcp"
    ports    = ["5432", "8000-9000"]
  }
}`, "firewall_rules.from 5432, firewall_rules.from 8000, firewall_rules.open true, firewall_rules.open true, firewall_rules.to 5432, firewall_rules.to 9000"},
		{"a firewall of Google for machines alone", `resource "google_compute_firewall" "x" {
  source_tags = ["web"]
  allow { protocol = "tcp" }
}`, "firewall_rules.from 0, firewall_rules.open false, firewall_rules.to 65535"},
		{"a firewall of Google for what leaves", `resource "google_compute_firewall" "x" {
  direction = "EGRESS"
  allow { protocol = "all" }
}`, ""},
		{"a rule of Azure", `resource "azurerm_network_security_rule" "x" {
  direction              = "Inbound"
  access                 = "Allow"
  protocol               = "Tcp"
  source_address_prefix  = "Internet"
  destination_port_range = "*"
}`, "firewall_rules.from 0, firewall_rules.open true, firewall_rules.to 65535"},
		{"rules of Azure in their group", `variable "port" {}
resource "azurerm_network_security_group" "x" {
  security_rule {
    direction               = "Inbound"
    access                  = "Allow"
    protocol                = "*"
    source_address_prefixes = ["10.0.0.0/8"]
    destination_port_ranges = ["6379", var.port]
  }
  security_rule {
    direction              = "Inbound"
    access                 = "Deny"
    source_address_prefix  = "*"
    destination_port_range = "22"
  }
}`, "firewall_rules.from 6379, firewall_rules.from <unknown: nothing sets the Terraform variable port> [TF_VAR_port], firewall_rules.open false, firewall_rules.open false, " +
			"firewall_rules.to 6379, firewall_rules.to <unknown: nothing sets the Terraform variable port> [TF_VAR_port]"},
		{"a database of Azure that lets everybody in", `resource "azurerm_postgresql_flexible_server" "x" { version = "16" }
resource "azurerm_postgresql_flexible_server_firewall_rule" "x" {
  server_id        = azurerm_postgresql_flexible_server.x.id
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}`, "databases.backups 7, databases.engine postgres, databases.open true, databases.public true, databases.version 16"},
		{"a database of Azure in a network of its own", `resource "azurerm_mysql_flexible_server" "x" {
  version             = "8.0.21"
  delegated_subnet_id = azurerm_subnet.x.id
}`, "databases.backups 7, databases.engine mysql, databases.open false, databases.public false, databases.version 8.0.21"},
		{"a target group and who is asked", `resource "aws_lb_target_group" "x" {}
resource "aws_lb_target_group" "y" {}
resource "aws_ecs_service" "x" {
  load_balancer {
    target_group_arn = aws_lb_target_group.y.arn
    container_name   = "nginx"
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.x.arn
    container_name   = "web"
  }
}`, "target_groups.container web, target_groups.container nginx, target_groups.matcher 200, target_groups.matcher 200, target_groups.path /, target_groups.path /, target_groups.protocol HTTP, target_groups.protocol HTTP, " +
			"target_groups.requests <unknown: the provider chooses it> [], target_groups.requests <unknown: the provider chooses it> []"},
		{"listeners of two load balancers", `resource "aws_lb" "in" { internal = true }
resource "aws_lb" "out" {}
resource "aws_lb_listener" "x" {
  load_balancer_arn = aws_lb.in.arn
  port              = 80
  default_action { type = "forward" }
}`, "listeners.public false, listeners.redirect false"},
		{"a name that leads to the website of a bucket", `resource "aws_route53_record" "x" {
  name    = "old.example.org"
  type    = "CNAME"
  records = ["old.example.org.s3-website-eu-west-1.amazonaws.com"]
}`, "dns_records.plain true, dns_records.record old.example.org, dns_records.type CNAME"},
		{"names that lead to load balancers", `resource "aws_lb" "plain" {}
resource "aws_lb" "tls" {}
resource "aws_lb_listener" "plain" {
  load_balancer_arn = aws_lb.plain.arn
  port              = 80
  default_action { type = "fixed-response" }
}
resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.tls.arn
  protocol          = "HTTPS"
  default_action { type = "fixed-response" }
}
resource "aws_route53_record" "plain" {
  name = "a.example.org"
  type = "A"
  alias { name = aws_lb.plain.dns_name }
}
resource "aws_route53_record" "tls" {
  name = "b.example.org"
  type = "A"
  alias { name = aws_lb.tls.dns_name }
}`, "dns_records.plain false, dns_records.plain true, dns_records.record a.example.org, dns_records.record b.example.org, dns_records.type A, dns_records.type A"},
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
		"listeners": {"redirect", "public", "tls_policy"}, "target_groups": {"path", "protocol", "matcher", "requests", "outside"},
		"host_rules": {"host"},
		"databases":  {"engine", "version", "public", "open", "encrypted", "backups", "protected", "tls"},
		"caches":     {"engine", "tls", "encrypted", "password"}, "buckets": {"bucket", "public", "versioning"},
		"cdns": {"https", "caches", "cookies", "host", "origin", "min_tls"}, "firewall_rules": {"from", "to", "open"}, "dns_records": {"record", "type", "plain"},
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
	for _, g := range slices.Backward(infra.TargetGroups) {
		if g.Container != "" {
			out = slices.Insert(out, 0, "target_groups.container "+g.Container)
		}
	}
	return out
}

// The options of Elastic Beanstalk say what its load balancer does.
func TestElasticBeanstalk(t *testing.T) {
	const resource = `
variable "certificate" {}
resource "aws_elastic_beanstalk_environment" "web" {
  setting {
    namespace = "aws:elbv2:listener:443"
    name      = "Protocol"
    value     = "HTTPS"
  }
  setting {
    namespace = "aws:elbv2:listener:443"
    name      = "SSLCertificateArns"
    value     = var.certificate
  }
  setting {
    namespace = "aws:elbv2:listener:default"
    name      = "ListenerEnabled"
    value     = false
  }
}
`
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"one for HTTPS", map[string]string{"main.tf": resource}, "aws_elastic_beanstalk_environment.web:443 HTTPS main.tf:7 false"},
		{"an option of no name", map[string]string{"main.tf": strings.Replace(resource, `"Protocol"`, "var.x", 1)}, ""},
		{"a project that adds resources", map[string]string{"main.tf": strings.Replace(resource, "value     = false", "value     = true", 1), ".ebextensions/a.config": ""},
			"aws_elastic_beanstalk_environment.web:80 HTTP main.tf:3 <unknown: .ebextensions may redirect> [], aws_elastic_beanstalk_environment.web:443 HTTPS main.tf:7 false"},
	} {
		fsys := fstest.MapFS{}
		for name, text := range tt.files {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		m, _ := terraform.Read(fsys, ".", terraform.Options{})
		var got []string
		for _, l := range m.Infra.Listeners {
			got = append(got, fmt.Sprintf("%s %s %s:%d %s", l.Name, l.Protocol, l.At.File, l.At.Line, fact(l.Redirect)))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, strings.Join(got, ", "), tt.want)
		}
	}
}
