import { coerce } from 'semver';
import { Pin, PlatformTree, pinsOf } from '../tree';
import { Finding, Rule } from './Rule';

/** What a hub of containers runs → the Go module that the local hub builds it from. */
const BUILT_FROM: Record<string, string> = {
  'quay.io/argoproj/workflow-controller':
    'github.com/argoproj/argo-workflows/v3',
  'quay.io/argoproj/argocd': 'github.com/argoproj/argo-cd/v3',
  'kindest/node': 'k8s.io/kubernetes',
  'ghcr.io/siderolabs/kubelet': 'k8s.io/kubernetes',
};

const AGENT = 'packages/node-agent/go.mod';

/** The Kubernetes whose types the node agent speaks: v0.35.8 is of 1.35.8. */
function agent(tree: PlatformTree, pins: Pin[]): Finding[] {
  const types = /\sk8s\.io\/api v0\.(\S+)/.exec(
    tree.files.get(AGENT) ?? '',
  )?.[1];
  const built = pins.find(({ depName }) => depName === 'k8s.io/kubernetes');
  return built?.version === `v1.${types}`
    ? []
    : [
        {
          file: AGENT,
          message: `k8s.io/api is v0.${types}, and ${built?.file} builds ${built?.version}; require the same of both`,
        },
      ];
}

/** Where a file names a version of a part that the local hub builds. */
const NAMED: [what: string, form: RegExp, module: string][] = [
  // What an editor checks a workflow with.
  [
    'the schema of Argo Workflows',
    /argo-workflows\/v([\d.]+)\/api\/jsonschema/g,
    'github.com/argoproj/argo-workflows/v3',
  ],
  // What makes the load where images are pulled.
  ['the image grafana/k6', /grafana\/k6:([\w.-]+)/g, 'go.k6.io/k6'],
];

function named(tree: PlatformTree, pins: Pin[]): Finding[] {
  return NAMED.flatMap(([what, form, module]) => {
    const built = pins.find(({ depName }) => depName === module);
    return [...tree.files].flatMap(([file, text]) =>
      [...text.matchAll(form)]
        .filter(([, version]) => `v${version}` !== built?.version)
        .map(([, version]) => ({
          file,
          message: `names ${what} ${version}, and ${built?.file} builds ${built?.version}`,
        })),
    );
  });
}

/** All hubs run the same Argo and the same Kubernetes. */
export const sameParts: Rule = {
  name: 'same-parts',
  why: 'What was tried on the local hub would be something else on the hub at home.',
  check: tree => {
    const pins = pinsOf(tree);
    const images = Object.entries(BUILT_FROM).flatMap(([image, module]) => {
      const built = pins.find(({ depName }) => depName === module);
      const run = pins.filter(({ depName }) => depName === image);
      if (run.length === 0) {
        return [
          {
            file: 'platform',
            message: `${image} is pinned nowhere; pin it to ${built?.version}`,
          },
        ];
      }
      return run
        .filter(
          ({ version }) =>
            coerce(version)?.version !== coerce(built?.version)?.version,
        )
        .map(({ file, version }) => ({
          file,
          message: `${image} is at ${version}, and ${built?.file} builds ${built?.version}; pin the same`,
        }));
    });
    return [...images, ...agent(tree, pins), ...named(tree, pins)];
  },
};
