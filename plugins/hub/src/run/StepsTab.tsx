import {
  hasEnded,
  type Run,
  type Stage,
  STAGE_EXPERIMENT,
} from '@illm-lab/plugin-hub-common';
import { useSearchParams } from 'react-router-dom';
import { EmptyStart } from '../components/EmptyStart';
import { failedStage, flatten, runningStage } from '../format/sentence';
import { useResult } from '../state/queries';
import { ClusterTimeline } from './ClusterTimeline';
import styles from './run.module.css';
import { StepPanel } from './StepPanel';
import { StepTree } from './StepTree';

/** The hub's stages with the experiment's own steps inside, and one of them in full. */
export const StepsTab = ({ run }: { run: Run }) => {
  const [params] = useSearchParams();
  const { data: result } = useResult(run);
  const stages = run.stages ?? [];
  const all = flatten(stages);
  // Until somebody picks a step the page goes along with the run.
  const selected =
    all.find(({ id }) => id === params.get('step')) ??
    runningStage(run) ??
    failedStage(run, result?.decidedBy) ??
    loadStage(stages) ??
    all[0];

  if (!selected) {
    return (
      <EmptyStart title={hasEnded(run) ? 'No steps' : 'No steps yet'}>
        {hasEnded(run)
          ? 'The run ended before its first step.'
          : 'Its steps appear here by themselves as the hub starts them.'}
      </EmptyStart>
    );
  }
  return (
    <>
      {run.clusters && <ClusterTimeline clusters={run.clusters} />}
      <div className={styles.steps}>
        <nav aria-label="Steps">
          <StepTree stages={stages} selected={selected.id} />
        </nav>
        <StepPanel key={selected.id} run={run} step={selected} />
      </div>
    </>
  );
};

/** Of a run that went well the experiment's own last step tells most. */
function loadStage(stages: Stage[]): Stage | undefined {
  const own = stages.find(({ name }) => name === STAGE_EXPERIMENT)?.children;
  return flatten(own ?? [])
    .filter(({ hasLogs }) => hasLogs)
    .pop();
}
