variable "region" {
  type    = string
  default = "eu-west-2"
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "certificate_arn" {
  type = string
}

variable "image_tag" {
  type    = string
  default = "1.0.0"
}

variable "domain" {
  type = string
}

variable "zone_id" {
  type = string
}

# The private names of the database and the cache.
variable "database_host" {
  type = string
}

variable "cache_host" {
  type = string
}

variable "email_user" {
  type = string
}
