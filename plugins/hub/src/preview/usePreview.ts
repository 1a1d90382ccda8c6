import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  checkExperimentInput,
  DEFAULT_LOAD,
  DEFAULT_WORKLOAD,
  type ExperimentFile,
  type ExperimentInput,
  type ExperimentRequest,
  type Issue,
  renderExperiment,
} from '@illm-lab/plugin-hub-common';
import { useDeferredValue, useMemo, useRef } from 'react';

/** What the wizard has been told so far. */
export type ExperimentForm = Partial<Record<keyof ExperimentRequest, unknown>>;

/** The folder that is being made. */
export type Preview = {
  /** As of the last time that the form was right; undefined before. */
  made?: { input: ExperimentInput; files: ExperimentFile[] };
  /** What keeps the form as it is from being made. */
  issues: Issue[];
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const begun = (value: unknown) =>
  (value as { kind?: unknown } | undefined)?.kind !== undefined;

/** A page that was not filled in yet is filled as it begins. */
const requestOf = (form: ExperimentForm): ExperimentRequest => ({
  name: text(form.name),
  description: text(form.description),
  owner: text(form.owner),
  project: text(form.project),
  environment: text(form.environment),
  costCenter: text(form.costCenter),
  topology: form.topology === 'clusters' ? 'clusters' : 'hub',
  workload: begun(form.workload) ? form.workload : DEFAULT_WORKLOAD,
  load: begun(form.load) ? form.load : DEFAULT_LOAD,
  thresholds: Array.isArray(form.thresholds) ? form.thresholds : [],
});

/** Makes the folder as the template's action makes it, while one types. */
export function usePreview(form: ExperimentForm): Preview {
  // The hub's kind tells what makes clusters, as it does for the action.
  const isLocal =
    useApi(configApiRef).getOptionalString('hub.environment') === 'local';
  const last = useRef<Preview['made']>();
  const settled = useDeferredValue(form);
  return useMemo(() => {
    const checked = checkExperimentInput(requestOf(settled));
    if ('issues' in checked) {
      return { made: last.current, issues: checked.issues };
    }
    const { input } = checked;
    last.current = {
      input,
      files: renderExperiment(input, isLocal ? 'local' : 'kind'),
    };
    return { made: last.current, issues: [] };
  }, [settled, isLocal]);
}
