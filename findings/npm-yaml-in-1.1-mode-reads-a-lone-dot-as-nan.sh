#!/usr/bin/env bash
# npm's yaml, told to read YAML 1.1, takes a lone dot for a number that is none:
# the `path: .` of an Argo CD Application becomes NaN, and is written back as `.nan`.
# Other readers of YAML 1.1 (PyYAML, sigs.k8s.io/yaml) have the text ".".
#
# Seen on 1 December 2026: yaml 2.9.1 and PyYAML 6.0.3, Node 20 and 24.
#   yaml 2.9.1, YAML 1.1: {"path":null} NaN, no errors, no warnings; written: path: .nan
#   yaml 2.9.1, YAML 1.2: {"path":"."}
#   PyYAML 6.0.3 (1.1):   {"path": "."}
# Why: its pattern of floats of 1.1 wants no digit on either side of the dot.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund yaml@2.9.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check PyYAML==6.0.3

cat >read.cjs <<'JS'
const { parseDocument } = require('yaml');
for (const version of ['1.1', '1.2']) {
  const document = parseDocument('path: .', { version });
  console.log(
    `YAML ${version}: ${document.get('path')} (${typeof document.get('path')}),`,
    `${document.errors.length} errors, ${document.warnings.length} warnings,`,
    `written: ${String(document).trim()}`,
  );
}
JS
seen=$(node read.cjs)
other=$(python/bin/python -c 'import yaml; print("PyYAML:", yaml.safe_load("path: ."))')
printf '%s\n' "$seen" "$other"

expected='YAML 1.1: NaN (number), 0 errors, 0 warnings, written: path: .nan
YAML 1.2: . (string), 0 errors, 0 warnings, written: path: .'
[ "$seen" = "$expected" ] && [ "$other" = "PyYAML: {'path': '.'}" ] || {
  echo 'This has changed.' >&2
  exit 1
}
echo 'As described.'
