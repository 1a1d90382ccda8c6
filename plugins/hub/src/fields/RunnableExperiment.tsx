import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { type Experiment } from '@illm-lab/plugin-hub-common';
import { useRunnable } from '../runDialog/useRunnable';
import { type Choice, ChoiceField } from './ChoiceField';

const toChoice = ({ entityRef, name, title }: Experiment): Choice => ({
  entityRef,
  label: title && title !== name ? `${name}: ${title}` : name,
});

/**
 * An experiment that the person may run. One that is set already, by the link of
 * somebody who may run more, stays.
 */
export const RunnableExperiment = (
  props: FieldExtensionComponentProps<string>,
) => {
  const { formData } = props;
  const { items, error } = useRunnable();
  const choices = items?.map(toChoice);
  if (formData && choices && !choices.some(one => one.entityRef === formData)) {
    choices.push({ entityRef: formData, label: formData.split('/').pop()! });
  }
  return (
    <ChoiceField
      field={props}
      choices={error ? [] : choices}
      issue={
        error
          ? {
              message: `The experiments could not be loaded: ${error.message}.`,
              remedy: 'Reload the page.',
            }
          : undefined
      }
    />
  );
};
