import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  createAsyncValidators,
  Form,
  type FormValidation,
  type ParsedTemplateSchema,
} from '@backstage/plugin-scaffolder-react/alpha';
import { deepEquals, type RJSFValidationError } from '@rjsf/utils';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { ErrorList } from './ErrorList';
import { FieldErrors } from './FieldErrors';
import { type WizardField } from './useFields';
import { validator } from './validator';

type Values = Record<string, unknown>;

/** What is not there yet is no mistake until one wants to go on. */
const ABSENCE = ['required', 'minItems', 'dependencies', 'dependentRequired'];

const hasErrors = (found: unknown): boolean =>
  typeof found === 'object' &&
  found !== null &&
  Object.entries(found).some(([name, one]) =>
    name === '__errors' ? (one as unknown[]).length > 0 : hasErrors(one),
  );

/** What of an answer is other than what the form was given. */
const changes = (given: Values, answer: Values = {}): Values =>
  Object.fromEntries(
    Object.entries(answer).filter(([key, value]) => {
      return !deepEquals(value, given[key]);
    }),
  );

/**
 * One page of a form. A wrong value is said while it is typed, a missing one when
 * the person wants to go on; what only the hub knows is asked then as well.
 */
export const WizardForm = ({
  step,
  fields,
  values,
  onChange,
  onDone,
  children,
}: {
  step: ParsedTemplateSchema;
  fields: WizardField[];
  values: Values;
  /**
   * Told what has changed, and no more: fields that fill themselves in while a
   * person types all begin with the same values, and none may undo another.
   */
  onChange: (changed: Values, byPerson: boolean) => void;
  onDone: () => void;
  /** The buttons below; told whether the page is being checked. */
  children: (checking: boolean) => ReactNode;
}) => {
  const apiHolder = useApiHolder();
  const [tried, setTried] = useState(false);
  // The check of a submitted page begins before React has set the state.
  const wantsOn = useRef(false);
  const touched = useRef(false);
  const [checking, setChecking] = useState(false);
  const [found, setFound] = useState<FormValidation>();

  const components = useMemo(
    () => Object.fromEntries(fields.map(one => [one.name, one.component])),
    [fields],
  );
  const check = useMemo(
    () =>
      createAsyncValidators(
        step.mergedSchema,
        Object.fromEntries(fields.map(one => [one.name, one.validation])),
        { apiHolder },
      ),
    [step, fields, apiHolder],
  );
  const formContext = useMemo(() => ({ formData: values }), [values]);
  const known = useRef({
    transformErrors: (errors: RJSFValidationError[]) =>
      errors.filter(
        ({ name = '' }) =>
          // That one of several shapes fails is said by what fails in it.
          !['if', 'oneOf', 'anyOf'].includes(name) &&
          (wantsOn.current || !ABSENCE.includes(name)),
      ),
    templates: {
      ErrorListTemplate: ErrorList,
      FieldErrorTemplate: FieldErrors,
    },
    defaults: {
      allOf: 'populateDefaults',
      // A group that nobody asked for is not there, so nothing in it is missing.
      emptyObjectFields: 'skipEmptyDefaults',
    } as const,
  }).current;

  const submit = async (formData: Values, fits: boolean) => {
    setChecking(true);
    setFound(undefined);
    try {
      const answer = await check(formData as never);
      if (hasErrors(answer)) setFound(answer);
      else if (fits) onDone();
    } finally {
      setChecking(false);
    }
  };

  const touch = ({ target }: { target: EventTarget }) => {
    if (!(target as Element).closest('[data-wizard-buttons]')) {
      touched.current = true;
    }
  };

  return (
    <div
      onSubmitCapture={() => {
        wantsOn.current = true;
        setTried(true);
      }}
      onKeyDownCapture={touch}
      onPointerDownCapture={touch}
      onInputCapture={touch}
      onChangeCapture={touch}
    >
      <Form
        validator={validator as never}
        schema={step.schema}
        uiSchema={step.uiSchema}
        formData={values}
        formContext={formContext}
        fields={components as never}
        templates={known.templates}
        transformErrors={known.transformErrors}
        extraErrors={found as never}
        showErrorList={tried ? 'top' : false}
        experimental_defaultFormStateBehavior={known.defaults}
        EXPERIMENTAL_theme="bui"
        liveValidate
        noHtml5Validate
        onChange={({ formData }) => {
          // What the hub found is about the values that it was asked for.
          setFound(before => (touched.current ? undefined : before));
          onChange(changes(values, formData), touched.current);
        }}
        onSubmit={({ formData }) => {
          const changed = changes(values, formData);
          onChange(changed, touched.current);
          submit({ ...values, ...changed }, true);
        }}
        // All that is wrong is said at once, also what only the hub knows.
        onError={() => submit(values, false)}
      >
        {children(checking)}
      </Form>
    </div>
  );
};
