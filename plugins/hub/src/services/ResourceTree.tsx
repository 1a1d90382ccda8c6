import { Badge } from '@backstage/ui';
import { type ServiceResource } from '@illm-lab/plugin-hub-common';
import { RiArrowRightSLine } from '@remixicon/react';
import { useState } from 'react';
import { StatusIcon } from '../components/StatusTag';
import styles from './services.module.css';
import { healthStatus } from './status';

const ill = ({ health, sync, children }: ServiceResource): boolean =>
  (health !== null && health.status !== 'Healthy') ||
  sync === 'OutOfSync' ||
  children.some(ill);

const Resource = ({ resource }: { resource: ServiceResource }) => {
  const { kind, name, namespace, health, sync, wave, detail, prune, children } =
    resource;
  const [isOpen, setOpen] = useState(() => ill(resource));
  const status = health && healthStatus(health);
  return (
    <li>
      <div className={styles.resource}>
        {children.length > 0 ? (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={`What ${kind} ${name} has made`}
            onClick={() => setOpen(!isOpen)}
          >
            <RiArrowRightSLine size={16} aria-hidden />
          </button>
        ) : (
          <span className={styles.leaf} />
        )}
        {status && <StatusIcon tone={status.tone} />}
        <span className={styles.kind}>{kind}</span>{' '}
        <span className={styles.resourceName} title={namespace || undefined}>
          {name}
        </span>{' '}
        {status && (
          <span className={styles.note}>
            {health.reason ? `${status.word}: ${health.reason}` : status.word}
          </span>
        )}
        {detail && <span className={styles.note}>{detail}</span>}
        {Boolean(wave) && <span className={styles.note}>{`wave ${wave}`}</span>}
        {sync === 'OutOfSync' && (
          <Badge size="small">
            {prune ? 'No longer in Git' : 'Differs from Git'}
          </Badge>
        )}
      </div>
      {children.length > 0 && isOpen && <ResourceTree items={children} />}
    </li>
  );
};

/** Objects with what each has made; what is not well is unfolded. */
export function ResourceTree({ items }: { items: ServiceResource[] }) {
  return (
    <ul className={styles.tree}>
      {items.map(resource => (
        <Resource key={resource.id} resource={resource} />
      ))}
    </ul>
  );
}
