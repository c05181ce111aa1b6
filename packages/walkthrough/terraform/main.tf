# What the walkthrough plans and applies: Terraform's built-in provider, so that a real plan needs no cloud account and
# no download. The addresses are those that catalog-info/ maps to the checkout system.

terraform {
  required_version = ">= 1.5"
}

variable "instances" {
  type    = number
  default = 2
}

variable "pool_size" {
  type    = number
  default = 20
}

variable "cache_memory_gb" {
  type    = number
  default = 1
}

variable "database_password" {
  type      = string
  sensitive = true
}

resource "terraform_data" "orders_db" {
  input = {
    name      = "orders-db"
    pool_size = var.pool_size
    password  = var.database_password
  }
}

resource "terraform_data" "session_cache" {
  input            = { name = "session-cache", memory_gb = var.cache_memory_gb }
  triggers_replace = [var.cache_memory_gb]
}

resource "terraform_data" "checkout_api" {
  input = {
    name      = "checkout-api"
    instances = var.instances
    database  = terraform_data.orders_db.id
  }
}
