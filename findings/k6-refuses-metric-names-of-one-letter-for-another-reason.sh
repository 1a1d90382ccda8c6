#!/usr/bin/env bash
# k6 refuses a metric called by one letter, with a message that such a name fulfils: "up to
# 128 ASCII letters, numbers, or underscores and start with a letter or an underscore".
#
# Seen on 1 December 2026 with k6 1.8.1:
#   t:  exit 107, Invalid metric name: 't'. Metric names must only include up to 128 …
#   tt: exit 0
# Why: its pattern wants one character after the first (metrics/registry.go).
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

GOBIN=$work GOFLAGS=-modcacherw go install go.k6.io/k6@v1.8.1

cat >load.js <<'JS'
import { Trend } from 'k6/metrics';
const trend = new Trend(__ENV.NAME);
export default function () {
  trend.add(1);
}
JS
seen() {
  local code=0
  ./k6 run --quiet --no-usage-report --address= --env "NAME=$1" load.js >/dev/null 2>log || code=$?
  echo "exit $code$(sed -n "s/.*GoError: \(Invalid metric name: .*underscore\)\..*/, \1/p" log)"
}
one=$(seen t)
two=$(seen tt)
printf 't:  %s\ntt: %s\n' "$one" "$two"

expected="exit 107, Invalid metric name: 't'. Metric names must only include up to 128 ASCII letters, numbers, or underscores and start with a letter or an underscore"
[ "$one" = "$expected" ] && [ "$two" = 'exit 0' ] || {
  echo 'This has changed.' >&2
  exit 1
}
echo 'As described.'
