import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { metricTitle } from '@illm-lab/plugin-hub-common';
import { type ReviewRow, reviewRows } from './reviewRows';
import { type FieldSchema, fieldsOf, isSecret } from './schema';
import { wordsOf } from './validator';
import styles from './wizard.module.css';

const ENTITY_REF = /^[a-z]+:[a-z0-9-]+\/[A-Za-z0-9._-]+$/i;
/** A longer text is cut: it is in the form in full. */
const LONGEST = 300;

const EntityName = ({ entityRef }: { entityRef: string }) => (
  <>{useEntityPresentation(entityRef).primaryTitle}</>
);

const isThreshold = (
  value: unknown,
): value is { metric: string; expression: string } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { metric?: unknown }).metric === 'string' &&
  typeof (value as { expression?: unknown }).expression === 'string';

const Cell = ({ value }: { value: ReviewRow[1] }) =>
  Array.isArray(value) ? (
    <ul>
      {value.map((one, index) => (
        // Entries have no name of their own, and nothing moves here.
        // eslint-disable-next-line react/no-array-index-key
        <li key={index}>
          {typeof one === 'string' ? one : <Rows rows={one} />}
        </li>
      ))}
    </ul>
  ) : (
    <span className={styles.text}>{value}</span>
  );

function Rows({ rows }: { rows: ReviewRow[] }) {
  return (
    <dl className={styles.review}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Cell value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One value as people read it: names instead of refs and of technical words. */
export const ReviewValue = ({
  value,
  field = {},
}: {
  value: unknown;
  field?: FieldSchema;
}): JSX.Element => {
  if (isSecret(field)) return <>••••••</>;
  const own = reviewRows(field['ui:field'], value);
  if (own) return <Rows rows={own} />;
  const choice = field.enum?.indexOf(value) ?? -1;
  if (choice >= 0 && field.enumNames?.[choice]) {
    return <>{field.enumNames[choice]}</>;
  }
  if (typeof value === 'boolean') return <>{value ? 'Yes' : 'No'}</>;
  if (isThreshold(value)) {
    const { metric, expression } = value;
    const title = metricTitle(metric);
    return (
      <>
        {title} <code>{expression}</code>
        {title !== metric && <small>{metric}</small>}
      </>
    );
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? (
      <em>none</em>
    ) : (
      <ul>
        {value.map((one, index) => (
          // Entries have no name of their own, and nothing moves here.
          // eslint-disable-next-line react/no-array-index-key
          <li key={index}>
            <ReviewValue value={one} field={field.items} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'object' && value !== null) {
    const inner = fieldsOf(field);
    return (
      <dl className={styles.review}>
        {Object.entries(value)
          .filter(([, one]) => one !== undefined && one !== '')
          .map(([name, one]) => (
            <div key={name}>
              <dt>{inner[name]?.title || wordsOf(name)}</dt>
              <dd>
                <ReviewValue value={one} field={inner[name]} />
              </dd>
            </div>
          ))}
      </dl>
    );
  }
  const text = String(value);
  if (ENTITY_REF.test(text)) return <EntityName entityRef={text} />;
  return (
    <span className={styles.text}>
      {text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}
    </span>
  );
};
