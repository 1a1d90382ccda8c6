import { ToolSpec } from './types';

const KUBERNETES = 'k8s.io/kubernetes';
const ETCD = 'go.etcd.io/etcd/server/v3';
const WORKFLOWS = 'github.com/argoproj/argo-workflows/v3';
const ARGO_CD = 'github.com/argoproj/argo-cd/v3';
const K6 = 'go.k6.io/k6';
const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5';
const HELM_MODULE = 'helm.sh/helm/v3';
const HELM = `${HELM_MODULE}/cmd/helm`;
const PROMETHEUS = 'github.com/prometheus/prometheus';
const OPENCOST = 'github.com/opencost/opencost';
const CROSSPLANE = 'github.com/crossplane/crossplane/v2';

/** Endings of the files that say who may do what. */
const ACCESS_FILES = ['-sa.yaml', 'role.yaml', 'rolebinding.yaml'];

const kubernetesBinary = {
  versionOf: KUBERNETES,
  versionArgs: ['--version'],
  linkVariables: {
    'k8s.io/component-base/version.gitVersion': '{version}',
    'k8s.io/component-base/version.gitMajor': '{major}',
    'k8s.io/component-base/version.gitMinor': '{minor}',
  },
};

/**
 * Argo's servers listen on all of the computer's addresses, and no flag says
 * otherwise. These are built to listen on loopback only, and say so in their
 * version, so that no other binary is taken for one of them.
 */
const LOOPBACK_BUILD = 'illmlab';

const workflowsBinary = {
  versionOf: WORKFLOWS,
  versionArgs: ['version'],
  mark: `+${LOOPBACK_BUILD}`,
  linkVariables: {
    [`${WORKFLOWS}.version`]: '{version}',
    [`${WORKFLOWS}.gitCommit`]: LOOPBACK_BUILD,
    [`${WORKFLOWS}.gitTreeState`]: 'clean',
  },
};

/** Name of the socket of Argo CD's repo server, in the folder that it works in. */
export const REPO_SERVER_SOCKET_NAME = 'grpc.sock';

/**
 * OpenCost lets any web page and program call it, and change its prices. Built like
 * this it answers reading requests only, to its own loopback names only, and who
 * has its token.
 */
const OPENCOST_GUARD = `package costmodel

import (
	"crypto/subtle"
	"net"
	"net/http"
	"os"
)

func readersOnly(next http.Handler) http.Handler {
	token := os.Getenv("LAB_OPENCOST_TOKEN")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil || (host != "127.0.0.1" && host != "localhost") || r.Header.Get("Origin") != "" {
			http.Error(w, "refused: not for web pages", http.StatusForbidden)
			return
		}
		if r.Method != http.MethodGet {
			http.Error(w, "refused: read only", http.StatusMethodNotAllowed)
			return
		}
		given := []byte(r.Header.Get("Authorization"))
		if token == "" || subtle.ConstantTimeCompare(given, []byte("Bearer "+token)) != 1 {
			http.Error(w, "refused: the token is wrong or missing", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
`;

/**
 * Argo CD's repo server asks nobody who they are, and answers with what private
 * repositories hold. Built like this it listens on a socket of its folder, which
 * only the hub's user can reach. A relative path, since a socket's has 107 bytes.
 */
const REPO_SERVER_SOCKET = `package commands

import (
	"errors"
	"io/fs"
	"net"
	"os"
)

const repoServerSocket = "${REPO_SERVER_SOCKET_NAME}"

func listenOnSocket() (net.Listener, error) {
	// One that an earlier process left.
	if err := os.Remove(repoServerSocket); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", repoServerSocket)
	if err != nil {
		return nil, err
	}
	return listener, os.Chmod(repoServerSocket, 0o600)
}
`;

/**
 * The mend of CVE-2026-45738 in 3.2.12 calls a function by a name that it has only
 * in later branches (argoproj/argo-cd#27816); without it nothing compiles.
 */
const ARGO_CD_EXPORTED = `package settings

func ValidateExternalURL(u string) error { return validateExternalURL(u) }
`;

/**
 * OpenCost 1.108 counts from the first instant of a range to its last. Prometheus 3
 * leaves the first one out, which would cost a minute of each window; so each range
 * that it asks for begins a millisecond earlier.
 */
const OPENCOST_RANGES = `package prom

import "regexp"

var ranges = regexp.MustCompile("\\\\[([0-9]+[smhdw])(:[^]]*)?]")

func closed(query string) string {
	return ranges.ReplaceAllString(query, "[\${1}1ms$2]")
}
`;

const rawQuery =
  'func (ctx *Context) RawQuery(query string, t time.Time) ([]byte, error) {';
const rawQueryRange =
  'func (ctx *Context) RawQueryRange(query string, start, end time.Time, step time.Duration) ([]byte, error) {';

/**
 * The pinned tools, in the order in which the thread needs them, and so the
 * order in which they are built. Versions are not here: the tool's go.mod has
 * them. Changing a recipe here changes the cache key, as a new version does.
 *
 * `coldSeconds` and `diskMiB` only feed estimates. The seconds are what builds
 * in this order took of the processor, spread over two cores; a binary finds
 * the packages that it shares with an earlier one compiled already.
 */
export const catalog: readonly ToolSpec[] = [
  {
    name: 'kubernetes',
    dir: 'tools/kubernetes',
    diskMiB: 5500,
    binaries: [
      {
        ...kubernetesBinary,
        name: 'kube-apiserver',
        package: `${KUBERNETES}/cmd/kube-apiserver`,
        coldSeconds: 170,
      },
      {
        name: 'etcd',
        package: ETCD,
        versionOf: ETCD,
        versionArgs: ['--version'],
        coldSeconds: 8,
      },
      {
        ...kubernetesBinary,
        name: 'kubectl',
        package: `${KUBERNETES}/cmd/kubectl`,
        versionArgs: ['version', '--client'],
        coldSeconds: 20,
      },
      {
        ...kubernetesBinary,
        name: 'kube-controller-manager',
        package: `${KUBERNETES}/cmd/kube-controller-manager`,
        coldSeconds: 50,
      },
      {
        ...kubernetesBinary,
        name: 'kube-scheduler',
        package: `${KUBERNETES}/cmd/kube-scheduler`,
        coldSeconds: 5,
      },
    ],
  },
  {
    name: 'argo-workflows',
    dir: 'tools/argo-workflows',
    diskMiB: 5000,
    manifests: {
      module: WORKFLOWS,
      // What Argo's own installation uses. With the full ones (7 MB of schema)
      // the API server takes three times the memory, and a minute to start.
      folders: [{ from: 'manifests/base/crds/minimal', to: 'crds' }],
    },
    patch: {
      module: WORKFLOWS,
      links: {
        'workflow/executor/osspecific/signal_linux.go': 'signal_darwin.go',
      },
      files: {
        'ui/dist/app/index.html':
          '<!doctype html><title>Argo Workflows</title><p>This server answers the API; its pages are in the portal.</p>\n',
      },
      edits: {
        'cmd/workflow-controller/main.go': {
          'http.ListenAndServe(":6060", nil)':
            'http.ListenAndServe("127.0.0.1:"+os.Getenv("LAB_HEALTH_PORT"), nil)',
        },
        'util/telemetry/exporter_prometheus.go': {
          'Addr: fmt.Sprintf(":%v", m.config.port())':
            'Addr: fmt.Sprintf("127.0.0.1:%v", m.config.port())',
        },
        'server/apiserver/argoserver.go': {
          'address := fmt.Sprintf(":%d", port)':
            'address := fmt.Sprintf("127.0.0.1:%d", port)',
        },
      },
    },
    binaries: [
      {
        ...workflowsBinary,
        name: 'workflow-controller',
        package: `${WORKFLOWS}/cmd/workflow-controller`,
        coldSeconds: 117,
      },
      {
        ...workflowsBinary,
        name: 'argoexec',
        package: `${WORKFLOWS}/cmd/argoexec`,
        coldSeconds: 88,
      },
      {
        ...workflowsBinary,
        name: 'argo',
        package: `${WORKFLOWS}/cmd/argo`,
        coldSeconds: 9,
      },
    ],
  },
  {
    name: 'kustomize',
    dir: 'tools/kustomize',
    diskMiB: 200,
    binaries: [
      {
        name: 'kustomize',
        package: KUSTOMIZE,
        versionOf: KUSTOMIZE,
        versionArgs: ['version'],
        linkVariables: {
          'sigs.k8s.io/kustomize/api/provenance.version': '{version}',
        },
        coldSeconds: 11,
      },
    ],
  },
  {
    name: 'argo-cd',
    dir: 'tools/argo-cd',
    diskMiB: 3500,
    manifests: {
      module: ARGO_CD,
      folders: [
        { from: 'manifests/crds', to: 'crds' },
        { from: 'manifests/base/config', to: 'config' },
        ...[
          'manifests/base/application-controller-roles',
          'manifests/base/applicationset-controller',
          'manifests/base/repo-server',
          'manifests/base/server',
          'manifests/cluster-rbac/application-controller',
          'manifests/cluster-rbac/applicationset-controller',
          'manifests/cluster-rbac/server',
        ].map(from => ({ from, to: 'rbac', endings: ACCESS_FILES })),
      ],
    },
    patch: {
      module: ARGO_CD,
      embedded: ['assets', 'resource_customizations', 'ui/dist'],
      files: {
        'util/settings/exported.go': ARGO_CD_EXPORTED,
        'cmd/argocd-repo-server/commands/socket.go': REPO_SERVER_SOCKET,
      },
      edits: {
        'cmd/argocd-repo-server/commands/argocd_repo_server.go': {
          '"net"': '_ "net"',
          'net.Listen("tcp", fmt.Sprintf("%s:%d", listenHost, listenPort))':
            'listenOnSocket()',
          'fmt.Sprintf("localhost:%d", listenPort)':
            '"unix:" + repoServerSocket',
        },
        'controller/appcontroller.go': {
          'metricsAddr := fmt.Sprintf("0.0.0.0:%d", metricsPort)':
            'metricsAddr := fmt.Sprintf("127.0.0.1:%d", metricsPort)',
        },
      },
    },
    binaries: [
      {
        name: 'argocd',
        package: `${ARGO_CD}/cmd`,
        versionOf: ARGO_CD,
        versionArgs: ['version', '--client'],
        mark: `+${LOOPBACK_BUILD}`,
        linkVariables: {
          [`${ARGO_CD}/common.version`]: '{bare}',
          [`${ARGO_CD}/common.gitCommit`]: LOOPBACK_BUILD,
          [`${ARGO_CD}/common.gitTreeState`]: 'clean',
        },
        coldSeconds: 220,
      },
    ],
  },
  {
    name: 'k6',
    dir: 'tools/k6',
    diskMiB: 800,
    binaries: [
      {
        name: 'k6',
        package: K6,
        versionOf: K6,
        versionArgs: ['version'],
        coldSeconds: 65,
      },
    ],
  },
  {
    name: 'node-agent',
    dir: 'packages/node-agent',
    ownSources: true,
    diskMiB: 1500,
    binaries: [
      { name: 'node-agent', package: './cmd/node-agent', coldSeconds: 126 },
      { name: 'lab-shim', package: './cmd/lab-shim', coldSeconds: 3 },
      { name: 'lab-net', package: './cmd/lab-net', coldSeconds: 30 },
      { name: 'lab-target', package: './cmd/lab-target', coldSeconds: 3 },
    ],
  },
  {
    // Argo CD's repo server runs it to render charts.
    name: 'helm',
    dir: 'tools/helm',
    diskMiB: 1500,
    binaries: [
      {
        name: 'helm',
        package: HELM,
        versionOf: HELM_MODULE,
        versionArgs: ['version'],
        linkVariables: {
          [`${HELM_MODULE}/internal/version.version`]: '{version}',
        },
        coldSeconds: 114,
      },
    ],
  },
  {
    name: 'prometheus',
    dir: 'tools/prometheus',
    diskMiB: 2500,
    binaries: ['prometheus', 'promtool'].map(name => ({
      name,
      package: `${PROMETHEUS}/cmd/${name}`,
      versionOf: PROMETHEUS,
      versionArgs: ['--version'],
      linkVariables: {
        'github.com/prometheus/common/version.Version': '{bare}',
      },
      coldSeconds: 150,
    })),
  },
  {
    name: 'opencost',
    dir: 'tools/opencost',
    diskMiB: 2500,
    patch: {
      module: OPENCOST,
      files: {
        'pkg/cmd/costmodel/guard.go': OPENCOST_GUARD,
        'pkg/prom/closed.go': OPENCOST_RANGES,
      },
      edits: {
        'pkg/cmd/costmodel/costmodel.go': {
          'http.ListenAndServe(fmt.Sprint(":", env.GetAPIPort())':
            'http.ListenAndServe(fmt.Sprint("127.0.0.1:", env.GetAPIPort())',
          'cors.AllowAll().Handler(telemetryHandler)':
            'readersOnly(telemetryHandler)',
          '"github.com/rs/cors"': '_ "github.com/rs/cors"',
        },
        'pkg/prom/query.go': {
          [rawQuery]: `${rawQuery}\n\tquery = closed(query)`,
          [rawQueryRange]: `${rawQueryRange}\n\tquery = closed(query)`,
        },
      },
    },
    binaries: [
      {
        name: 'costmodel',
        package: `${OPENCOST}/cmd/costmodel`,
        versionOf: OPENCOST,
        linkVariables: {
          [`${OPENCOST}/pkg/version.Version`]: '{bare}',
          [`${OPENCOST}/pkg/version.GitCommit`]: LOOPBACK_BUILD,
        },
        coldSeconds: 140,
      },
    ],
  },
  {
    name: 'crossplane',
    dir: 'tools/crossplane',
    diskMiB: 2500,
    manifests: {
      module: CROSSPLANE,
      folders: [{ from: 'cluster/crds', to: 'crds' }],
    },
    patch: {
      module: CROSSPLANE,
      edits: {
        'cmd/crossplane/core/core.go': {
          'Port: c.WebhookPort,': 'Host: "127.0.0.1", Port: c.WebhookPort,',
          'BindAddress: fmt.Sprintf(":%d", c.MetricsPort)':
            'BindAddress: fmt.Sprintf("127.0.0.1:%d", c.MetricsPort)',
          'HealthProbeBindAddress: fmt.Sprintf(":%d", c.HealthProbePort)':
            'HealthProbeBindAddress: fmt.Sprintf("127.0.0.1:%d", c.HealthProbePort)',
        },
      },
    },
    binaries: [
      { name: 'crossplane', coldSeconds: 140 },
      // Renders and validates, for tests and for who writes compositions.
      { name: 'crank', coldSeconds: 40 },
    ].map(binary => ({
      ...binary,
      package: `${CROSSPLANE}/cmd/${binary.name}`,
      versionOf: CROSSPLANE,
      linkVariables: {
        [`${CROSSPLANE}/internal/version.version`]: '{version}',
      },
    })),
  },
  {
    // What backup and restore take; the hub itself runs without.
    name: 'etcd-tools',
    dir: 'tools/etcd',
    diskMiB: 600,
    binaries: ['etcdctl', 'etcdutl'].map(name => ({
      name,
      package: `go.etcd.io/etcd/${name}/v3`,
      versionOf: `go.etcd.io/etcd/${name}/v3`,
      versionArgs: ['version'],
      coldSeconds: 30,
    })),
  },
];
