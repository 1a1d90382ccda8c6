import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** `ui:field: ExperimentName`: a string that is free to be an experiment's name. */
export const experimentNameField = FormFieldBlueprint.make({
  name: 'experiment-name',
  params: {
    field: () =>
      import('./experimentNameField').then(m => m.experimentNameField),
  },
});

/** `ui:field: ClaimPreview`, `ui:options: {kind}`: the last page of a claim. */
export const claimPreviewField = FormFieldBlueprint.make({
  name: 'claim-preview',
  params: {
    field: () => import('./claimPreviewField').then(m => m.claimPreviewField),
  },
});

/** `ui:field: Thresholds`: a list of `{metric, expression}` that k6 accepts. */
export const thresholdsField = FormFieldBlueprint.make({
  name: 'thresholds',
  params: {
    field: () => import('./thresholdsField').then(m => m.thresholdsField),
  },
});

/** `ui:field: OwnerTeam`: one of the person's teams, as a ref. */
export const ownerTeamField = FormFieldBlueprint.make({
  name: 'owner-team',
  params: {
    field: () => import('./choiceFields').then(m => m.ownerTeamField),
  },
});

/** `ui:field: CostCenter`: what pays for the team of the form's field `owner`. */
export const costCenterField = FormFieldBlueprint.make({
  name: 'cost-center',
  params: {
    field: () => import('./choiceFields').then(m => m.costCenterField),
  },
});

/** `ui:field: RunnableExperiment`: an experiment that the person may run, as a ref. */
export const runnableExperimentField = FormFieldBlueprint.make({
  name: 'runnable-experiment',
  params: {
    field: () => import('./choiceFields').then(m => m.runnableExperimentField),
  },
});

/** `ui:field: Workload`: an object, what an experiment tests. */
export const workloadField = FormFieldBlueprint.make({
  name: 'workload',
  params: {
    field: () => import('../workload/workloadField').then(m => m.workloadField),
  },
});

/** `ui:field: Load`: an object, the load that it puts on its target. */
export const loadField = FormFieldBlueprint.make({
  name: 'load',
  params: {
    field: () => import('../load/loadField').then(m => m.loadField),
  },
});

/** `ui:field: ClaimSpec`, `ui:options: {kind}`: what is wished of a claim. */
export const claimSpecField = FormFieldBlueprint.make({
  name: 'claim-spec',
  params: {
    field: () => import('./claimSpecFields').then(m => m.claimSpecField),
  },
});

/** `ui:field: ClaimGroup`: an object; with `optional` it can be left out. */
export const claimGroupField = FormFieldBlueprint.make({
  name: 'claim-group',
  params: {
    field: () => import('./claimSpecFields').then(m => m.claimGroupField),
  },
});

/** `ui:field: YamlValue`: any value as YAML; with `line` a number or a text. */
export const yamlValueField = FormFieldBlueprint.make({
  name: 'yaml-value',
  params: {
    field: () => import('./claimSpecFields').then(m => m.yamlValueField),
  },
});
