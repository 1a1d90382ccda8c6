import { errorId, type FieldErrorProps } from '@rjsf/utils';
import { FieldIssue } from '../components/FieldIssue';

/** Fields that say under each of their inputs what is wrong with it. */
const SAY_IT_THEMSELVES = [
  'ClaimPreview',
  'CostCenter',
  'ExperimentName',
  'Load',
  'OwnerTeam',
  'RunnableExperiment',
  'Thresholds',
  'Workload',
];

/** What is wrong with a field, as our own fields say it, and once. */
export const FieldErrors = ({
  errors = [],
  idSchema,
  uiSchema,
}: FieldErrorProps) =>
  errors.length === 0 ||
  SAY_IT_THEMSELVES.includes(String(uiSchema?.['ui:field'])) ? null : (
    <div id={errorId(idSchema)}>
      {errors.map(error => (
        <FieldIssue
          key={String(error)}
          issue={{ message: String(error), remedy: '' }}
        />
      ))}
    </div>
  );
