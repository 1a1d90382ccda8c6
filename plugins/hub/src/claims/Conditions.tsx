import { type ClaimCondition } from '@illm-lab/plugin-hub-common';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { Table } from '../components/Table';
import { conditionTone } from './status';

/** What Crossplane and the composition say of a claim. */
export const Conditions = ({ items }: { items: ClaimCondition[] }) => (
  <Table
    label="Conditions of the claim"
    columns={['Condition', 'State', 'Since', 'In words']}
    rows={items.map(({ type, status, reason, message, since }) => ({
      key: type,
      cells: [
        type,
        <StatusTag
          key="state"
          status={{
            word: `${status}${reason && `, ${reason}`}`,
            tone: conditionTone(status),
          }}
        />,
        since ? <TimeAgo key="since" at={since} /> : '–',
        message,
      ],
    }))}
  />
);
