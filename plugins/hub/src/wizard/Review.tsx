import { type ParsedTemplateSchema } from '@backstage/plugin-scaffolder-react/alpha';
import { Button } from '@backstage/ui';
import { ReviewValue } from './ReviewValue';
import { type FieldSchema, fieldsOf, isSecret } from './schema';
import { wordsOf } from './validator';
import styles from './wizard.module.css';

type Values = Record<string, unknown>;

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '';

/** What is said of a field; nothing of those that are no business of a person. */
function isShown(field: FieldSchema, value: unknown): boolean {
  const show = field['ui:backstage']?.review?.show;
  return show ?? (field['ui:widget'] !== 'hidden' && !isEmpty(value));
}

const Page = ({
  step,
  values,
  onChange,
}: {
  step: ParsedTemplateSchema;
  values: Values;
  onChange: () => void;
}) => {
  const fields = Object.entries(fieldsOf(step.mergedSchema)).filter(
    ([name, field]) => isShown(field, values[name]),
  );
  if (fields.length === 0) return null;
  return (
    <section aria-label={step.title}>
      <header className={styles.reviewed}>
        <h3>{step.title}</h3>
        <Button
          size="small"
          variant="tertiary"
          aria-label={`Change ${step.title}`}
          onPress={onChange}
        >
          Change
        </Button>
      </header>
      <dl className={styles.review}>
        {fields.map(([name, field]) => {
          const { review } = field['ui:backstage'] ?? {};
          return (
            <div key={name}>
              <dt>{review?.name ?? (field.title || wordsOf(name))}</dt>
              <dd>
                {review?.mask ??
                  (isSecret(field) ? (
                    '••••••'
                  ) : (
                    <ReviewValue value={values[name]} field={field} />
                  ))}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
};

/** All that was typed, by its names, before it is sent. */
export const Review = ({
  steps,
  values,
  onGo,
}: {
  steps: ParsedTemplateSchema[];
  values: Values;
  onGo: (step: number) => void;
}) => (
  <>
    {steps.map((step, index) => (
      <Page
        key={step.title}
        step={step}
        values={values}
        onChange={() => onGo(index)}
      />
    ))}
  </>
);
