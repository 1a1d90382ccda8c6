#!/usr/bin/env bash
# A script that marks its test as failed with exec.test.fail() makes k6 silent about the
# thresholds that were crossed: it ends with 110 instead of 99, and its log says "test run
# was marked as failed" and no more. Whoever looks at 99 misses them; the summary has them.
#
# Seen on 1 December 2026 with k6 1.8.1:
#   without fail(): exit 99, log: thresholds on metrics 'waits' have been crossed; crossed: true
#   with fail():    exit 110, log: test marked as failed, test run was marked as failed;
#                   crossed: true
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

GOBIN=$work GOFLAGS=-modcacherw go install go.k6.io/k6@v1.8.1

cat >load.js <<'JS'
import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
const waits = new Trend('waits');
export const options = { iterations: 1, thresholds: { waits: ['max<1'] } };
export default function () {
  waits.add(5);
  if (__ENV.FAIL) exec.test.fail();
}
JS
seen() {
  local code=0
  ./k6 run --quiet --no-usage-report --address= --summary-export=summary.json "$@" load.js >/dev/null 2>log || code=$?
  echo "exit $code, log: $(sed -n 's/.*level=error msg="\(.*\)"$/\1/p' log | paste -sd, | sed 's/,test/, test/'); crossed: $(
    python3 -c 'import json; print(str(json.load(open("summary.json"))["metrics"]["waits"]["thresholds"]["max<1"]).lower())'
  )"
}
without=$(seen)
with=$(seen --env FAIL=1)
printf 'without fail(): %s\nwith fail():    %s\n' "$without" "$with"

[ "$without" = "exit 99, log: thresholds on metrics 'waits' have been crossed; crossed: true" ] &&
  [ "$with" = 'exit 110, log: test marked as failed, test run was marked as failed; crossed: true' ] || {
  echo 'This has changed.' >&2
  exit 1
}
echo 'As described.'
