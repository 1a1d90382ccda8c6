#!/usr/bin/env bash
# Where no connection can be made k6 counts a request with a response time of 0 ms, so
# that a threshold on the response time holds, and the run ends with 0, although not one
# request was answered. The time is a sample, not a missing one: the tag `status:0` has it.
#
# Seen on 1 December 2026 with k6 1.8.1:
#   exit 0, http_req_failed 1, http_req_duration p(95)=0, p(95)<200 crossed: false
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

GOBIN=$work GOFLAGS=-modcacherw go install go.k6.io/k6@v1.8.1

cat >load.js <<'JS'
import http from 'k6/http';
export const options = {
  iterations: 2,
  thresholds: { http_req_duration: ['p(95)<200'] },
};
export default function () {
  http.get('http://127.0.0.1:9/');
}
JS
code=0
./k6 run --quiet --no-usage-report --address= --summary-export=summary.json load.js >/dev/null 2>&1 || code=$?
seen=$(python3 - "$code" <<'PY'
import json, sys
metrics = json.load(open("summary.json"))["metrics"]
time = metrics["http_req_duration"]
print(f"exit {sys.argv[1]}, http_req_failed {metrics['http_req_failed']['value']}, "
      f"http_req_duration p(95)={time['p(95)']}, "
      f"p(95)<200 crossed: {str(time['thresholds']['p(95)<200']).lower()}")
PY
)
echo "$seen"
[ "$seen" = 'exit 0, http_req_failed 1, http_req_duration p(95)=0, p(95)<200 crossed: false' ] || {
  echo 'This has changed.' >&2
  exit 1
}
echo 'As described.'
