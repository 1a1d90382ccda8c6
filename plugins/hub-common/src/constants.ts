/**
 * Names that more than one part of the lab must agree on: portal, CLI, steps of
 * a run, templates and the platform's YAML. Each is written down here once.
 */

/** Plugin id of the hub, and so its base path `/api/hub`. */
export const HUB_PLUGIN_ID = 'hub';

/** Prefix of all labels and annotations that are the lab's own. */
export const LABEL_PREFIX = 'illm.lab/';

/** Label: name of the experiment that an object belongs to. */
export const LABEL_EXPERIMENT = `${LABEL_PREFIX}experiment`;
/** Label: id of the run that made an object; on everything a run makes. */
export const LABEL_RUN = `${LABEL_PREFIX}run`;
/** Label: role of a cluster in its experiment, see {@link CLUSTER_ROLES}. */
export const LABEL_CLUSTER_ROLE = `${LABEL_PREFIX}cluster-role`;
/** Label, value `true`: the ConfigMap holds a run's result. */
export const LABEL_RESULT = `${LABEL_PREFIX}result`;
/** Label, value `true`: clean-up and sweeper leave the run's objects alone. */
export const LABEL_KEPT = `${LABEL_PREFIX}kept`;

/** Annotation on the parent Workflow: commit that the run is pinned to. */
export const ANNOTATION_COMMIT = `${LABEL_PREFIX}commit`;
/** Annotation on the parent Workflow: entity ref of the user who asked. */
export const ANNOTATION_REQUESTED_BY = `${LABEL_PREFIX}requested-by`;
/** Annotation on the parent Workflow: the caller's idempotency key. */
export const ANNOTATION_IDEMPOTENCY_KEY = `${LABEL_PREFIX}idempotency-key`;
/** Annotation on a service's Application: what it is, in a sentence. */
export const ANNOTATION_DESCRIPTION = `${LABEL_PREFIX}description`;
/** Annotation on a service's Application: folder of its docs in the repository. */
export const ANNOTATION_DOCS = `${LABEL_PREFIX}docs`;
/** Annotation on the child Workflow: JSON {@link HostCpu} of the load's time. */
export const ANNOTATION_HOST_CPU = `${LABEL_PREFIX}host-cpu`;

/** Annotation on the child Workflow: when its end was begun; by the first to do so. */
export const ANNOTATION_STOPPING = `${LABEL_PREFIX}stopping`;
/** Annotation on an experiment's Workflow: YAML of what its parameters are. */
export const ANNOTATION_INPUTS = `${LABEL_PREFIX}inputs`;

/**
 * Annotation on a pod: URL that it puts load on. On `localhost` the node agent of the
 * local hub lets the pod reach that port of the computer; others do not read it.
 */
export const ANNOTATION_TARGET_URL = `${LABEL_PREFIX}target-url`;

/** Annotation on a cost center: its budget for a month, in the currency of the hub. */
export const ANNOTATION_MONTHLY_BUDGET = `${LABEL_PREFIX}monthly-budget`;

/** Roles that a cluster of an experiment can have. */
export const CLUSTER_ROLES = ['orchestrator', 'target', 'loadgen'] as const;
/** One of {@link CLUSTER_ROLES}. */
export type ClusterRole = (typeof CLUSTER_ROLES)[number];

/** Namespace of Argo CD on the hub. */
export const NAMESPACE_ARGOCD = 'argocd';
/** Namespace of the Argo Workflows controller on the hub. */
export const NAMESPACE_ARGO = 'argo';
/** Namespace of run Workflows, their template and their results on the hub. */
export const NAMESPACE_EXPERIMENTS = 'experiments';
/** Namespace of the ways into clusters, as Secrets in Argo CD's form, on the hub. */
export const NAMESPACE_CLUSTERS = 'illm-lab-clusters';
/** Namespace of what is the lab's own on the hub. */
export const NAMESPACE_LAB = 'illm-lab';

/** WorkflowTemplate that every run is made from. */
export const WORKFLOW_TEMPLATE = 'experiment';
/** Step of that template whose pod follows the experiment's own workflow. */
export const STAGE_EXPERIMENT = 'experiment';
/** ServiceAccount of a run's steps. */
export const SERVICE_ACCOUNT_RUNNER = 'experiment-runner';
/** Argo CD project of the Applications that runs make. */
export const ARGOCD_PROJECT_EXPERIMENTS = 'experiments';

/** Key of the result document in the ConfigMap `<run>-result`. */
export const RESULT_KEY = 'result.json';
/** Global output parameter of a k6 step, or prefix of `k6-summary-<step>`. */
export const K6_SUMMARY_PARAMETER = 'k6-summary';
/** k6 summaries of one run together, in bytes of UTF-8. */
export const K6_SUMMARY_LIMIT = 256 * 1024;

/** Folder of all experiments in the repository. */
export const EXPERIMENTS_FOLDER = 'experiments';

/** Argo CD project of the Applications that bring claims. */
export const ARGOCD_PROJECT_CLAIMS = 'claims';
/** Annotation on a claim: what it will cost in a month, as its author was told. */
export const ANNOTATION_MONTHLY_ESTIMATE = `${LABEL_PREFIX}monthly-estimate`;

/** Paths in the repository that belong to one experiment. */
export function experimentPaths(name: string) {
  const folder = `${EXPERIMENTS_FOLDER}/${name}`;
  return {
    folder,
    catalogInfo: `${folder}/catalog-info.yaml`,
    workflowFolder: `${folder}/workflow`,
    workflow: `${folder}/workflow/experiment.yaml`,
    k6Folder: `${folder}/workflow/k6`,
    cluster: (role: ClusterRole) => `${folder}/${role}/cluster.yaml`,
    argocd: (role: ClusterRole) => `${folder}/${role}/argocd`,
    /** Instead of `argocd`: what Argo CD is to deploy from elsewhere. */
    application: (role: ClusterRole) => `${folder}/${role}/application.yaml`,
  };
}

/**
 * Whether a file of the workflow's folder, by its name in it, is one of those whose
 * WorkflowTemplates are there for the workflow.
 */
export const isBesideWorkflow = (name: string) =>
  /^[^/]+\.ya?ml$/.test(name) && name !== 'experiment.yaml';

/** `spec.type` of an experiment's Component in the catalog. */
export const CATALOG_TYPE_EXPERIMENT = 'experiment';
/** `spec.type` of a Group that people work in and that owns things. */
export const CATALOG_TYPE_TEAM = 'team';
/** `spec.type` of a Group that pays for teams, its children. */
export const CATALOG_TYPE_COST_CENTER = 'cost-center';
/** `spec.type` of a service's Component in the catalog. */
export const CATALOG_TYPE_SERVICE = 'service';
/** `spec.type` of a cluster's Resource in the catalog. */
export const CATALOG_TYPE_CLUSTER = 'kubernetes-cluster';
/** `spec.type` of a node's Resource in the catalog. */
export const CATALOG_TYPE_NODE = 'kubernetes-node';
/** System in the catalog that the hub's services, cluster and nodes are part of. */
export const CATALOG_SYSTEM_HUB = 'hub';
/** Name of the hub's own cluster wherever clusters are named. */
export const HUB_CLUSTER = 'hub';
/** `spec.type` of a claim's Resource in the catalog. */
export const CATALOG_TYPE_CLAIM = 'claim';
/** Annotation: the claim that an entity stands for, `<namespace>/<kind>/<name>`. */
export const ANNOTATION_CLAIM = `${LABEL_PREFIX}claim-ref`;
/** Annotation: the hub's service that an entity in the catalog stands for. */
export const ANNOTATION_SERVICE = `${LABEL_PREFIX}service`;
