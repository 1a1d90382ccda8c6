import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { checkCostCenter } from './checkCostCenter';
import { CostCenter } from './CostCenter';
import { OwnerTeam } from './OwnerTeam';
import { RunnableExperiment } from './RunnableExperiment';

/** The field `OwnerTeam`. */
export const ownerTeamField = createFormField({
  name: 'OwnerTeam',
  component: OwnerTeam,
});

/** The field `CostCenter`; Next stays shut while it does not pay for the team. */
export const costCenterField = createFormField({
  name: 'CostCenter',
  component: CostCenter,
  validation: checkCostCenter,
});

/** The field `RunnableExperiment`. */
export const runnableExperimentField = createFormField({
  name: 'RunnableExperiment',
  component: RunnableExperiment,
});
