import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { type Retention } from '@illm-lab/plugin-hub-common';
import { useQuery } from '@tanstack/react-query';
import { hubApiRef } from '../api/hubApi';
import { Facts } from '../components/Facts';
import { Panel } from '../components/Panel';
import { Problem } from '../components/Problem';
import { absoluteTime } from '../format/time';
import { bytes } from '../nodes/words';

const number = (value: number) => value.toLocaleString('en');
const many = (count: number, one: string) =>
  `${number(count)} ${one}${count === 1 ? '' : 's'}`;
const kept = (days: number) =>
  days === 0 ? 'kept for ever' : `kept ${many(days, 'day')}`;

function facts({ kept: rules, now }: Retention) {
  const since = now.oldestRunAt
    ? `, since ${absoluteTime(now.oldestRunAt)}`
    : '';
  const state =
    now.stateBytes === undefined
      ? ''
      : `; the hub’s state on the disk ${bytes(now.stateBytes)}`;
  return [
    {
      name: 'Runs',
      value: `${many(now.runs, 'run')}${since}, ${number(
        now.starredRuns,
      )} starred; ${kept(rules.runDays)}${
        rules.runDays === 0
          ? ''
          : `, starred ones and each experiment’s newest ${number(
              rules.keepRuns,
            )} for ever`
      }`,
    },
    {
      name: 'Results',
      value: `${many(
        now.results,
        'result',
      )}, kept with their runs; copies in etcd ${kept(rules.configMapDays)}`,
    },
    {
      name: 'Logs',
      value: `${many(now.logs, 'log')} of ${many(
        now.logCharacters,
        'character',
      )}; ${kept(rules.logDays)}`,
    },
    { name: 'Room', value: `database ${bytes(now.databaseBytes)}${state}` },
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
      {data && <Facts items={facts(data)} />}
      {!data && error && (
        <Problem what="What is kept" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton height={96} />}
    </Panel>
  );
};
