#!/usr/bin/env bash
# Builds the images and the alert handler of this commit, puts them where Terraform takes them from, and writes their names for it.
# The same source has the same names: what is there already is not built again.
#
#   deploy/publish.sh europe-west3-docker.pkg.dev/PROJECT/countersign PROJECT-sources
set -euo pipefail
repository=${1:?The repository of images, as in europe-west3-docker.pkg.dev/PROJECT/countersign}
bucket=${2:?The bucket for the source of the alert handler}
cd "$(dirname "$0")/.."
environment=deploy/terraform/environments

if ! git diff --quiet HEAD -- . ':!deploy/terraform'; then
  echo 'There are changes that are not committed: images are named by what a commit holds. Commit them first.' >&2
  exit 1
fi
tag=$(git rev-parse 'HEAD^{tree}')

npm run yarn -- install --immutable
for package in cli customer-engagement-api alert-handler; do
  npm run yarn -- workspace "@countersign/$package" build
  npm run sbom -- "@countersign/$package" "packages/$package/dist/sbom.cdx.json"
done

gcloud auth configure-docker "${repository%%/*}" --quiet
digest() {
  docker buildx imagetools inspect "$repository/$1:$tag" --format '{{ .Manifest.Digest }}'
}
# Builds an image unless it is there, with its provenance and its bill of materials, and says its name by digest.
image() {
  local name=$1 dockerfile=$2 context=$3
  digest "$name" > /dev/null 2>&1 \
    || docker buildx build --push --provenance=mode=max --sbom=true --file "$dockerfile" --tag "$repository/$name:$tag" "$context" >&2
  echo "$repository/$name@$(digest "$name")"
}
portal=$(image portal deploy/portal/Dockerfile .)
api=$(image customer-engagement-api packages/customer-engagement-api/Dockerfile packages/customer-engagement-api)
report=$(image report-job deploy/cli/Dockerfile .)
jq -n --arg portal "$portal" --arg api "$api" --arg report "$report" \
  '{ images: { portal: $portal, customer_engagement_api: $api, report_job: $report } }' > "$environment/images.auto.tfvars.json"

archive=$(ls packages/alert-handler/dist/alert-handler-*.zip)
gcloud storage cp --no-clobber "$archive" "gs://$bucket/"
jq -n --arg bucket "$bucket" --arg object "$(basename "$archive")" \
  '{ alert_handler: { bucket: $bucket, object: $object } }' > "$environment/handler.auto.tfvars.json"
