import {
  ArgoSpec,
  BroughtTemplate,
  ExperimentWorkflow,
  RunInput,
  childWorkflowName,
  runNamespace,
} from '@illm-lab/plugin-hub-common';
import { StepInput } from './input';
import { mounted, Place } from './mountedPaths';
import {
  K6_SCRIPTS_CONFIG_MAP,
  WORKLOAD_SERVICE_ACCOUNT,
  runLabels,
} from './names';

/**
 * The experiment's own workflow as one run needs it: called like the run, in its
 * namespace, with its inputs. What the run decides is not the author's to set.
 *
 * @param places - where the files of its k6 folder belong
 */
export function childWorkflow(
  input: StepInput,
  { workflow, inputs }: { workflow: ExperimentWorkflow; inputs: RunInput[] },
  places: Place[] = [],
) {
  const labels = runLabels(input);
  const { metadata, spec } = workflow;
  const podMetadata = spec.podMetadata as
    | { labels?: Record<string, string>; [field: string]: unknown }
    | undefined;
  const own = new Map(
    spec.arguments?.parameters?.map(one => [one.name, one]) ?? [],
  );
  return {
    apiVersion: workflow.apiVersion,
    kind: workflow.kind,
    metadata: {
      name: childWorkflowName(input.run),
      namespace: runNamespace(input.run),
      labels: { ...metadata?.labels, ...labels },
      annotations: metadata?.annotations,
    },
    spec: {
      ...forRun(spec, places),
      serviceAccountName: WORKLOAD_SERVICE_ACCOUNT,
      podMetadata: {
        ...podMetadata,
        labels: { ...podMetadata?.labels, ...labels },
      },
      // Those of a WorkflowTemplate that is the whole workflow are inputs, too.
      arguments: {
        ...spec.arguments,
        parameters: inputs.map(({ name, default: value }) => ({
          ...own.get(name),
          name,
          value: input.parameters[name] ?? value,
        })),
      },
    },
  };
}

/** A WorkflowTemplate that the experiment brings along, in the run's namespace. */
export function childTemplate(
  input: StepInput,
  { apiVersion, kind, metadata, spec }: BroughtTemplate,
  places: Place[] = [],
) {
  return {
    apiVersion,
    kind,
    metadata: {
      name: metadata?.name ?? '',
      namespace: runNamespace(input.run),
      labels: { ...metadata?.labels, ...runLabels(input) },
      annotations: metadata?.annotations,
    },
    spec: forRun(spec, places),
  };
}

/** A specification without what the run decides. */
function forRun(spec: ArgoSpec, places: Place[]): ArgoSpec {
  const withPaths = (volumes: unknown) =>
    mounted(volumes as object[] | undefined, K6_SCRIPTS_CONFIG_MAP, places);
  return {
    ...spec,
    volumes: withPaths(spec.volumes),
    templates: spec.templates?.map(template => ({
      ...template,
      ...(template.volumes ? { volumes: withPaths(template.volumes) } : {}),
      serviceAccountName: undefined,
      executor: undefined,
    })),
    // There is one identity in a run's namespace.
    serviceAccountName: undefined,
    executor: undefined,
    // A run begins when it is started, and ends when it is stopped.
    suspend: undefined,
    shutdown: undefined,
    // The run's clean-up removes it; removed earlier, its logs and result
    // would be gone before they are collected.
    ttlStrategy: undefined,
    podGC: undefined,
  };
}
