#!/usr/bin/env bash
# task hub:tutorial: from nothing to a result, step by step. Each step says what
# it does, does it, and is checked before the next. With --yes it doesn't ask.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

ask=true
[[ ${1:-} == --yes || ! -t 0 ]] && ask=false
experiment=hello-workflow
[[ -d experiments/hub-tutorial ]] && experiment=hub-tutorial
number=0

# step TITLE EXPLANATION COMMAND…: stops the tutorial when the command fails.
step() {
  number=$((number + 1))
  printf '\n%s. %s\n   %s\n   $ %s\n' "$number" "$1" "$2" "${*:3}"
  if $ask; then read -rp '   Enter goes on, Ctrl-C ends. '; fi
  if ! "${@:3}"; then
    printf '\n✕ Step %s did not work. docs/how-to/troubleshoot.md has what helps; the tutorial can be started again at any time.\n' "$number" >&2
    exit 1
  fi
  printf '   ✓\n'
}

# The hub says that all of its parts are ready.
ready() { ./lab status --json | grep -q '"state": *"ready"'; }

wait_ready() {
  for _ in $(seq 600); do
    ready && return
    sleep 2
  done
  ./lab status >&2
  return 1
}

# A run of the experiment has passed, and its result is there.
has_passed() {
  ./lab experiment show "$experiment" --json | grep -q '"verdict": *"passed"'
}

step 'Is all there that a hub needs?' \
  'Node, Go, git and a few more; what is missing comes with its remedy.' \
  ./lab doctor
step 'Start the hub' \
  'Real control-plane binaries as processes, no Docker. The first time they are built, which takes minutes.' \
  ./lab up --detach
step 'Wait until all of it is ready' \
  'Kubernetes, Argo CD, Argo Workflows. The portal is open while you wait.' \
  wait_ready
step 'See what can be run' \
  'A folder under experiments/ is an experiment.' \
  ./lab experiment list
step "Run $experiment" \
  'The hub makes a Workflow, pinned to the commit; follow it in the portal, too.' \
  ./lab experiment run "$experiment" --wait
step 'Look at the result' \
  'It is kept after what ran is gone.' \
  has_passed

cat <<'END'

That was all of the thread but the pull request. Go on in the portal (its
address is in ./lab status): New experiment asks a few questions and opens one.
docs/tutorials/first-experiment.md goes through it. task hub:down stops the hub.
END
