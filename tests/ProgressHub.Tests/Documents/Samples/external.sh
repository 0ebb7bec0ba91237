#!/bin/sh
# Work that runs elsewhere: external.sh http://127.0.0.1:5080 [steps] [seconds for each] [lease]
set -eu
hub=$1/api/jobs steps=${2:-20} seconds=${3:-1} lease=${4:-30} key=$(date +%s)-$$ token='' number=0

# Sends a body to a path, again after a lost answer: it counts once. The token goes through a pipe, so that no list of processes shows it.
send() {
  answer=$(printf %s "${token:+Authorization: Bearer $token}" | curl -sS --retry 9 --retry-all-errors \
    -H @- -H 'Content-Type: application/json' -H "Idempotency-Key: $key" -d "$2" "$hub$1")
  case $answer in *urn:progresshub:problem:*) echo "$answer" >&2; exit 1 ;; esac
}
member() { echo "$answer" | sed -n "s/.*\"$1\":\"\([^\"]*\).*/\1/p"; }
report() { number=$((number + 1)); send "/$id/$1" "{\"seq\":$number$2}"; }

send '' "{\"kind\":\"pack-photos\",\"external\":true,\"leaseSeconds\":$lease}"
id=$(member id) token=$(member reportToken)
echo "$id"
report report ',"stages":[{"name":"pack","weight":3},{"name":"check","weight":1}]'
for stage in pack check; do
  for n in $(seq "$steps"); do
    sleep "$seconds" # the work itself
    report report ",\"stage\":\"$stage\",\"stages\":[{\"name\":\"$stage\",\"done\":$n,\"total\":$steps}],\"log\":[{\"text\":\"$stage $n\"}]"
    case $answer in *'"cancelRequested":true'*) report canceled ''; exit 3 ;; esac
  done
done
report complete ",\"result\":{\"steps\":$steps}"
