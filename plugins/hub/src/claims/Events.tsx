import { type ClaimEvent } from '@illm-lab/plugin-hub-common';
import { TimeAgo } from '../components/Time';
import { Table } from '../components/Table';
import styles from './claims.module.css';

/** What happened to a claim and to what it is made of, newest first. */
export const Events = ({ items }: { items: ClaimEvent[] }) =>
  items.length > 0 ? (
    <Table
      label="Events of the claim"
      columns={['When', 'Of', 'What', 'In words']}
      rows={items.map((event, index) => ({
        key: `${index} ${event.of} ${event.reason}`,
        cells: [
          event.at ? <TimeAgo key="at" at={event.at} /> : '–',
          event.of,
          `${event.warning ? 'Warning: ' : ''}${event.reason}${
            event.count > 1 ? ` (${event.count} times)` : ''
          }`,
          event.message,
        ],
      }))}
    />
  ) : (
    <p className={styles.quiet}>
      None in the last hour; Kubernetes keeps them for that long.
    </p>
  );
