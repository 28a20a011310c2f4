#!/usr/bin/env bash
# The shards of a run on the cores of one machine, with GNU parallel, or xargs where it is not installed:
#   parallel.sh 4 reports server http://localhost:3000/items --policy policy.json
# A list of targets goes to JSON Lines, which a second call completes where the first one was killed:
#   parallel.sh 4 results run --targets urls.txt --origin https://app.example
set -uo pipefail

shards=$1 folder=$2
shift 2
mkdir -p "$folder"
export COMMAND=${CORS_CONFORMANCE:-npx cors-conformance}

case " $* " in
*' --targets '*) output=(--resume --output "$folder/{}.jsonl") kind=jsonl ;;
*) output=(--report json --output "$folder/{}.json") kind=json ;;
esac

# A shard with findings ends with 1, which is not a failure of the shard: merge tells the whole.
each() {
  if command -v parallel >/dev/null; then parallel --quote --jobs "$shards" --halt never "$@"
  else xargs -P "$shards" -I '{}' "$@"; fi
}
seq "$shards" | each bash -c '$COMMAND "$@" >/dev/null; [ $? -le 2 ]' shard "$@" --shard "{}/$shards" "${output[@]}"

$COMMAND merge "$folder"/*."$kind"
