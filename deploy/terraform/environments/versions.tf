terraform {
  required_version = ">= 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
    }
  }

  # terraform init -backend-config="bucket=…" -backend-config="prefix=production": where its state is kept binds an approval
  # to it, and of two runs at once the second one is refused.
  backend "gcs" {}
}

provider "google" {
  project = var.project
  region  = var.region

  default_labels = {
    environment = var.environment
    managed-by  = "terraform"
  }
}
