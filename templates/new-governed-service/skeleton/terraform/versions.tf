terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }

  # terraform init -backend-config="bucket=…": where its state is kept binds an approval to it.
  backend "gcs" {
    prefix = "${{ values.name }}"
  }
}

provider "google" {
  project = var.project
  region  = var.region
}
