# What a user writes down of streams. The variables are what the tests change between two runs.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "endpoint" {
  type = string
}

variable "shards" {
  type    = number
  default = 2
}

variable "retention" {
  type    = number
  default = 24
}

variable "tags" {
  type    = map(string)
  default = { colour = "blue", team = "river" }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true

  endpoints {
    kinesis = var.endpoint
  }
}

resource "aws_kinesis_stream" "provisioned" {
  name             = "terraform-provisioned"
  shard_count      = var.shards
  retention_period = var.retention
  tags             = var.tags
}

resource "aws_kinesis_stream" "on_demand" {
  name = "terraform-on-demand"

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_kinesis_stream_consumer" "reader" {
  name       = "terraform-reader"
  stream_arn = aws_kinesis_stream.provisioned.arn
}

data "aws_kinesis_stream" "provisioned" {
  name       = aws_kinesis_stream.provisioned.name
  depends_on = [aws_kinesis_stream.provisioned]
}

output "arn" {
  value = aws_kinesis_stream.provisioned.arn
}

output "open_shards" {
  value = length(data.aws_kinesis_stream.provisioned.open_shards)
}
