import {
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
  const withPaths = (volumes: unknown) =>
    mounted(volumes as object[] | undefined, K6_SCRIPTS_CONFIG_MAP, places);
  const labels = runLabels(input);
  const { metadata, spec } = workflow;
  const podMetadata = spec.podMetadata as
    | { labels?: Record<string, string>; [field: string]: unknown }
    | undefined;
  const values = new Map(
    inputs.map(({ name, default: value }) => [
      name,
      input.parameters[name] ?? value,
    ]),
  );
  return {
    apiVersion: workflow.apiVersion,
    kind: workflow.kind,
    metadata: {
      name: childWorkflowName(input.run),
      namespace: runNamespace(input.run),
      labels: { ...metadata?.labels, ...labels },
      annotations: metadata?.annotations as Record<string, string> | undefined,
    },
    spec: {
      ...spec,
      volumes: withPaths(spec.volumes),
      templates: spec.templates.map(template => ({
        ...template,
        ...(template.volumes ? { volumes: withPaths(template.volumes) } : {}),
      })),
      serviceAccountName: WORKLOAD_SERVICE_ACCOUNT,
      podMetadata: {
        ...podMetadata,
        labels: { ...podMetadata?.labels, ...labels },
      },
      // The run's clean-up removes it; removed earlier, its logs and result
      // would be gone before they are collected.
      ttlStrategy: undefined,
      podGC: undefined,
      arguments: {
        ...spec.arguments,
        parameters: spec.arguments?.parameters?.map(parameter => ({
          ...parameter,
          value: values.get(parameter.name),
        })),
      },
    },
  };
}
