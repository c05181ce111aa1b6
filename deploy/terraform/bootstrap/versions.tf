terraform {
  required_version = ">= 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }

  # The first run has no bucket yet: comment this out, apply, put it back, and `terraform init -migrate-state`.
  backend "gcs" {
    prefix = "bootstrap"
  }
}

provider "google" {
  project = var.project
  region  = var.region
}
