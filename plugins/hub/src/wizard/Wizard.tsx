import { useApi } from '@backstage/frontend-plugin-api';
import {
  scaffolderApiRef,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import { useTemplateSchema } from '@backstage/plugin-scaffolder-react/alpha';
import { Alert, Button } from '@backstage/ui';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { errorText } from '../components/Problem';
import { taskPath } from '../routes';
import { DraftNotice } from './DraftNotice';
import { draftKey } from './draftStore';
import { LeaveGuard } from './LeaveGuard';
import { Review } from './Review';
import { fieldsOf, type Manifest } from './schema';
import { StepList } from './StepList';
import { useDraft } from './useDraft';
import { type WizardField } from './useFields';
import { validator } from './validator';
import { WizardForm } from './WizardForm';
import styles from './wizard.module.css';

/**
 * The pages of a template's form, its review and the button that sends it. The
 * page is in the address, so that the browser's Back goes one page back.
 */
export const Wizard = ({
  templateRef,
  manifest,
  person,
  fields,
}: {
  templateRef: string;
  manifest: Manifest;
  /** Entity ref of the signed-in person, whose draft it is. */
  person: string;
  fields: WizardField[];
}) => {
  const scaffolder = useApi(scaffolderApiRef);
  const navigate = useNavigate();
  const { secrets } = useTemplateSecrets();
  const [query, setQuery] = useSearchParams();
  // One parse for the form's life: a schema's compiled check hangs on its object.
  const parsed = useTemplateSchema(manifest);
  const [steps] = useState(parsed.steps);
  const schema = useMemo(
    () => Object.assign({}, ...steps.map(step => fieldsOf(step.mergedSchema))),
    [steps],
  );
  const form = useDraft(
    draftKey(person, templateRef),
    query.get('formData') ?? '',
    schema,
  );
  const [edition, setEdition] = useState(0);

  const create = useMutation({
    mutationFn: () =>
      scaffolder.scaffold({
        templateRef,
        values: form.values as never,
        secrets,
      }),
    onSuccess: ({ taskId }) => {
      form.done();
      navigate(taskPath(taskId));
    },
  });

  const top = useRef<HTMLDivElement>(null);
  // Nobody gets past a page that is not filled in, by a link neither.
  const open = steps.findIndex(
    step => validator.rawValidation(step.schema, form.values).errors,
  );
  const asked = Math.max(1, Number(query.get('step')) || 1) - 1;
  const active = Math.min(asked, open < 0 ? steps.length : open);
  const go = (step: number, replace = false) => {
    const next = new URLSearchParams(query);
    next.set('step', String(step + 1));
    setQuery(next, { replace });
    top.current?.scrollIntoView?.();
  };

  // Else the page would turn by itself as soon as it is filled in.
  useEffect(() => {
    if (asked !== active) go(active, true);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked, active]);

  const { buttonLabels } = parsed.presentation ?? {};
  const review = buttonLabels?.reviewButtonText ?? 'Review';
  const back = (off: boolean) => (
    <Button
      variant="tertiary"
      isDisabled={active === 0 || off}
      onPress={() => go(active - 1)}
    >
      {buttonLabels?.backButtonText ?? 'Back'}
    </Button>
  );

  return (
    <div ref={top} className={styles.wizard}>
      <LeaveGuard isOn={form.dirty && !create.isSuccess} />
      <DraftNotice
        form={form}
        onChoose={() => {
          setEdition(edition + 1);
          go(0, true);
        }}
      />
      <StepList
        titles={[...steps.map(({ title }) => title), review]}
        active={active}
        onGo={go}
      />
      {active < steps.length ? (
        <WizardForm
          key={`${edition} ${active}`}
          step={steps[active]}
          fields={fields}
          values={form.values}
          onChange={form.change}
          onDone={() => go(active + 1)}
        >
          {checking => (
            <div className={styles.buttons} data-wizard-buttons>
              {back(checking)}
              <Button variant="primary" type="submit" isPending={checking}>
                {active === steps.length - 1 ? review : 'Next'}
              </Button>
            </div>
          )}
        </WizardForm>
      ) : (
        <>
          <Review steps={steps} values={form.values} onGo={go} />
          {create.error && (
            <Alert
              status="danger"
              icon
              role="alert"
              title="Nothing was created"
              description={errorText(create.error)}
            />
          )}
          <div className={styles.buttons} data-wizard-buttons>
            {back(create.isPending)}
            <Button
              variant="primary"
              isPending={create.isPending || create.isSuccess}
              onPress={() => create.mutate()}
            >
              {buttonLabels?.createButtonText ?? 'Create'}
            </Button>
          </div>
        </>
      )}
    </div>
  );
};
