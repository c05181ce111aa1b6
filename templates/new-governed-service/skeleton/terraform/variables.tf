variable "project" {
  description = "The Google Cloud project it runs in."
  type        = string
  default     = "${{ values.project }}"
}

variable "region" {
  description = "Where it runs."
  type        = string
  default     = "${{ values.region }}"
}

variable "image" {
  description = "The container image, with its digest: a tag may become another image."
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by its digest, as in name@sha256:…"
  }
}
