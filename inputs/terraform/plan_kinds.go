package terraform

import (
	"slices"
	"strings"
)

// wanted tells whether resources of a type are read. Of the large providers that
// is a small part, so that a plan costs no more than what is read of it.
func wanted(kind string) bool {
	provider, _, _ := strings.Cut(kind, "_")
	return slices.Contains(smallProviders, provider) || slices.Contains(plannedKinds, kind)
}

// smallProviders are those of which every resource is kept.
var smallProviders = []string{
	"cloudflare", "digitalocean", "docker", "fly", "helm", "heroku", "kubernetes", "railway", "render", "scaleway", "vault", "vercel",
}

var plannedKinds = []string{
	"aws_alb", "aws_alb_listener", "aws_alb_listener_rule", "aws_alb_target_group", "aws_alb_target_group_attachment",
	"aws_api_gateway_integration", "aws_apigatewayv2_api", "aws_apigatewayv2_integration", "aws_apprunner_service", "aws_batch_job_definition", "aws_cloudfront_distribution", "aws_lambda_function_url",
	"aws_db_instance", "aws_ecs_service", "aws_ecs_task_definition", "aws_elastic_beanstalk_configuration_template",
	"aws_elastic_beanstalk_environment", "aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_iam_access_key",
	"aws_lambda_function", "aws_lb", "aws_lb_listener", "aws_lb_listener_rule", "aws_lb_target_group", "aws_lb_target_group_attachment",
	"aws_lightsail_container_service_deployment_version",
	"aws_rds_cluster", "aws_rds_cluster_instance", "aws_route53_record", "aws_s3_bucket", "aws_s3_bucket_acl",
	"aws_s3_bucket_public_access_block", "aws_s3_bucket_versioning", "aws_s3_bucket_website_configuration", "aws_secretsmanager_secret_version",
	"aws_security_group", "aws_security_group_rule", "aws_ssm_parameter", "aws_vpc_security_group_ingress_rule", "azurerm_app_service",
	"azurerm_app_service_slot", "azurerm_container_app", "azurerm_container_app_job", "azurerm_container_group", "azurerm_dns_a_record",
	"azurerm_dns_cname_record", "azurerm_function_app", "azurerm_key_vault_secret", "azurerm_linux_function_app",
	"azurerm_linux_function_app_slot", "azurerm_linux_web_app", "azurerm_linux_web_app_slot", "azurerm_mysql_flexible_server",
	"azurerm_mysql_flexible_server_firewall_rule", "azurerm_network_security_group", "azurerm_network_security_rule",
	"azurerm_postgresql_flexible_server", "azurerm_postgresql_flexible_server_firewall_rule", "azurerm_redis_cache", "azurerm_storage_account",
	"azurerm_storage_container", "google_app_engine_flexible_app_version", "google_app_engine_standard_app_version", "google_cloud_run_service",
	"google_cloud_run_v2_job", "google_cloud_run_v2_service", "google_cloud_run_v2_worker_pool", "google_cloudfunctions2_function",
	"google_compute_firewall", "google_compute_region_target_http_proxy", "google_compute_region_url_map", "google_compute_target_http_proxy",
	"google_compute_url_map", "google_dns_record_set", "google_redis_instance", "google_secret_manager_secret_version",
	"google_service_account_key", "google_sql_database_instance", "google_storage_bucket", "google_storage_bucket_access_control",
	"google_storage_bucket_iam_binding", "google_storage_bucket_iam_member",
}
