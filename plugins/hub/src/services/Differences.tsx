import {
  type ServiceDifference,
  type ServiceFieldManager,
} from '@illm-lab/plugin-hub-common';
import { TimeAgo } from '../components/Time';
import styles from './services.module.css';

const Value = ({
  value,
  hidden = false,
}: {
  value: string | null;
  hidden?: boolean;
}) => {
  if (value === null) return <>not set</>;
  return hidden ? <em>hidden</em> : <code>{value}</code>;
};

const Manager = ({ manager }: { manager: ServiceFieldManager | null }) => {
  if (!manager) return <>not recorded</>;
  const { name, at, certain } = manager;
  return (
    <>
      {!certain && 'probably '}
      <strong>{name}</strong>
      {at && (
        <>
          {', '}
          <TimeAgo at={at} />
        </>
      )}
    </>
  );
};

/** What is not what Git says: object by object, field by field, and who did it. */
export const Differences = ({ items }: { items: ServiceDifference[] }) => (
  <>
    {items.map(({ group, kind, namespace, name, change, sentence, fields }) => (
      <div
        className={styles.scroll}
        key={`${group}/${kind}/${namespace}/${name}`}
      >
        {change === 'changed' ? (
          <table className={styles.table}>
            <caption>{`${kind} ${name}`}</caption>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">On the hub</th>
                <th scope="col">In Git</th>
                <th scope="col">Set by</th>
              </tr>
            </thead>
            <tbody>
              {fields.map(({ path, live, target, manager, hidden }) => (
                <tr key={path}>
                  <th scope="row">
                    <code>{path}</code>
                  </th>
                  <td data-label="On the hub">
                    <Value value={live} hidden={hidden} />
                  </td>
                  <td data-label="In Git">
                    <Value value={target} hidden={hidden} />
                  </td>
                  <td data-label="Set by">
                    <Manager manager={manager} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p>{sentence}</p>
        )}
      </div>
    ))}
  </>
);
