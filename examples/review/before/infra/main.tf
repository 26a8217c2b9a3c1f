variable "allowed_hosts" {
  type = string
}

variable "image" {
  type = string
}

variable "vpc_id" {
  type    = string
  default = "vpc-0"
}

locals {
  environment = {
    DJANGO_SETTINGS_MODULE      = "config.settings"
    DJANGO_DEBUG                = "false"
    DJANGO_ALLOWED_HOSTS        = var.allowed_hosts
    DJANGO_CSRF_TRUSTED_ORIGINS = "https://leaf.example"
    POSTGRES_HOST               = aws_db_instance.main.address
  }
  secrets = [
    { name = "DJANGO_SECRET_KEY", valueFrom = "arn:aws:ssm:eu-central-1:000000000000:parameter/leaf/DJANGO_SECRET_KEY" },
    { name = "POSTGRES_PASSWORD", valueFrom = "arn:aws:ssm:eu-central-1:000000000000:parameter/leaf/POSTGRES_PASSWORD" },
  ]
}

resource "aws_ecs_task_definition" "web" {
  family       = "leaf-web"
  network_mode = "awsvpc"
  container_definitions = jsonencode([{
    name         = "web"
    image        = var.image
    portMappings = [{ containerPort = 8000 }]
    environment  = [for name, value in local.environment : { name = name, value = value }]
    secrets      = local.secrets
  }])
}

resource "aws_ecs_task_definition" "worker" {
  family       = "leaf-worker"
  network_mode = "awsvpc"
  container_definitions = jsonencode([{
    name    = "worker"
    image   = "registry.leaf.example/leaf:41"
    command = ["celery", "-A", "config", "worker"]
    environment = [
      { name = "DJANGO_SETTINGS_MODULE", value = "config.settings" },
      { name = "DJANGO_ALLOWED_HOSTS", value = "leaf.example" },
      { name = "POSTGRES_HOST", value = "db.leaf.example" },
    ]
    secrets = local.secrets
  }])
}

resource "aws_db_instance" "main" {
  identifier                  = "leaf"
  engine                      = "postgres"
  engine_version              = "17.6"
  instance_class              = "db.t4g.small"
  allocated_storage           = 20
  storage_encrypted           = true
  publicly_accessible         = false
  backup_retention_period     = 14
  deletion_protection         = true
  username                    = "leaf"
  manage_master_user_password = true
}

resource "aws_lb" "main" {
  name = "leaf"
}

resource "aws_lb_target_group" "web" {
  name        = "leaf-web"
  port        = 8000
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = var.vpc_id
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-central-1:000000000000:certificate/leaf"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
