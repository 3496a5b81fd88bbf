#!/usr/bin/env bash
# The example against a running Millrace (or, with AWS credentials in the environment, against AWS).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ -z "${AWS_ACCESS_KEY_ID:-}" ]; then eval "$("$here/../../millrace" env)"; fi
exec python3 "$here/access_log.py" "${1:-demo}"
