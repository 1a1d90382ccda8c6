import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { type Retention } from '@illm-lab/plugin-hub-common';
import { useQuery } from '@tanstack/react-query';
import { hubApiRef } from '../api/hubApi';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import { Table } from '../components/Table';
import { absoluteTime } from '../format/time';
import { bytes } from '../nodes/words';

const number = (value: number) => value.toLocaleString('en');
const many = (count: number, one: string) =>
  `${number(count)} ${one}${count === 1 ? '' : 's'}`;
const kept = (days: number) => (days === 0 ? 'For ever' : many(days, 'day'));

type Row = [what: string, now: string, kept: string];

function rows({ kept: rules, now }: Retention): Row[] {
  const since = now.oldestRunAt && `since ${absoluteTime(now.oldestRunAt)}`;
  const starred = now.starredRuns > 0 && `${number(now.starredRuns)} starred`;
  const longer = `; starred ones and each experiment’s newest ${number(
    rules.keepRuns,
  )} for ever`;
  const state = now.stateBytes;
  return [
    [
      'Runs',
      [number(now.runs), since, starred].filter(Boolean).join(', '),
      `${kept(rules.runDays)}${rules.runDays === 0 ? '' : longer}`,
    ],
    [
      'Results',
      number(now.results),
      `With their runs; copies in etcd: ${kept(rules.configMapDays)}`,
    ],
    [
      'Logs of steps',
      `${number(now.logs)}, ${many(now.logCharacters, 'character')}`,
      kept(rules.logDays),
    ],
    ['Database', bytes(now.databaseBytes), ''],
    ...(state === undefined
      ? []
      : [['The hub’s state on the disk', bytes(state), ''] as Row]),
  ];
}

/** What the lab keeps of runs, for how long, and how much that is now. */
export const RetentionPanel = () => {
  const api = useApi(hubApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['hub', 'retention'],
    queryFn: ({ signal }) => api.getRetention({ signal }),
  });
  return (
    <Panel title="What is kept">
      {data && (
        <Table
          label="Runs, results and logs"
          columns={['What', 'Now', 'Kept']}
          rows={rows(data).map(cells => ({ key: cells[0], cells }))}
        />
      )}
      {!data && error && (
        <Problem what="What is kept" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={96} />}
    </Panel>
  );
};
