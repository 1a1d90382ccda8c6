import {
  Cell,
  CellText,
  type ColumnConfig,
  Link,
  Skeleton,
} from '@backstage/ui';
import { RiPlayLine } from '@remixicon/react';
import { EntityLink } from '../components/EntityLink';
import { PermittedButton } from '../components/PermittedButton';
import { SpendText } from '../components/SpendText';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { runStatus } from '../format/phase';
import { type Spend } from '../state/useSpend';
import { LatencyTrend } from './LatencyTrend';
import { PullLinks } from './PullLinks';
import { Topology } from './Topology';
import { type ExperimentRow } from './useExperimentRows';

/** What each column is sorted by. */
export const experimentValues = (spend: Spend) => ({
  name: ({ name }: ExperimentRow) => name,
  verdict: ({ lastRun }: ExperimentRow) =>
    lastRun && `${runStatus(lastRun).word} ${lastRun.createdAt}`,
  trend: ({ facts }: ExperimentRow) =>
    facts?.trend[facts.trend.length - 1]?.p95,
  runs: ({ facts }: ExperimentRow) => facts?.runs.total,
  cost: ({ name }: ExperimentRow) => spend.of(name),
});

/** Columns of the table of experiments. */
export function experimentColumns({
  experimentHref,
  runHref,
  onRun,
  spend,
  factsPending,
  showOwner,
  width,
}: {
  experimentHref: (name: string) => string | undefined;
  runHref: (id: string) => string;
  onRun: (name: string) => void;
  spend: Spend;
  /** Runs and trends are still being asked for. */
  factsPending: boolean;
  /** A team's own table does not name it in each row. */
  showOwner: boolean;
  /** The less room, the fewer columns: on a phone what tells them apart. */
  width: 'narrow' | 'medium' | 'wide';
}): ColumnConfig<ExperimentRow>[] {
  const narrow = width === 'narrow';
  const wide = width === 'wide';
  const unknown = factsPending ? <Skeleton width={48} height={16} /> : '–';
  return [
    {
      id: 'name',
      label: 'Experiment',
      isRowHeader: true,
      isSortable: true,
      defaultWidth: '2fr',
      cell: ({ name, description }) => (
        <CellText
          title={name}
          description={(!narrow && description) || undefined}
          href={experimentHref(name)}
        />
      ),
    },
    {
      id: 'owner',
      label: 'Owner',
      isHidden: narrow || !showOwner,
      minWidth: 92,
      cell: ({ owner }) => (
        <Cell>
          {owner ? <EntityLink entityRef={owner} defaultKind="group" /> : '–'}
        </Cell>
      ),
    },
    {
      id: 'clusters',
      label: 'Clusters',
      isHidden: !wide,
      minWidth: 92,
      cell: ({ facts, living }) => (
        <Cell>
          {facts ? (
            <Topology declared={facts.clusters} living={living} />
          ) : (
            unknown
          )}
        </Cell>
      ),
    },
    {
      id: 'verdict',
      label: 'Last run',
      isSortable: true,
      defaultWidth: '1.3fr',
      minWidth: 116,
      cell: ({ lastRun }) => (
        <Cell>
          {lastRun ? (
            <span style={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
              <Link
                href={runHref(lastRun.id)}
                aria-label={`Run ${lastRun.number}, ${runStatus(lastRun).word}`}
              >
                <StatusTag status={runStatus(lastRun)} />
              </Link>
              {!narrow && (
                <small>
                  <TimeAgo at={lastRun.createdAt} />
                </small>
              )}
            </span>
          ) : (
            'never run'
          )}
        </Cell>
      ),
    },
    {
      id: 'trend',
      label: 'p95 trend',
      isSortable: true,
      isHidden: narrow,
      defaultWidth: '1.5fr',
      minWidth: 128,
      cell: ({ facts }) => (
        <Cell>{facts ? <LatencyTrend trend={facts.trend} /> : unknown}</Cell>
      ),
    },
    {
      id: 'runs',
      label: 'Runs',
      isSortable: true,
      isHidden: !wide,
      defaultWidth: '0.7fr',
      minWidth: 92,
      cell: ({ facts }) => (
        <Cell>{facts ? String(facts.runs.total) : unknown}</Cell>
      ),
    },
    {
      id: 'cost',
      label: 'Cost, 30 d',
      isSortable: true,
      isHidden: narrow,
      minWidth: 132,
      cell: ({ name }) => (
        <Cell>
          <SpendText spend={spend} of={name} />
        </Cell>
      ),
    },
    {
      id: 'pulls',
      label: 'Open PR',
      isHidden: !wide,
      minWidth: 92,
      cell: ({ pulls }) => (
        <Cell>
          <PullLinks pulls={pulls} />
        </Cell>
      ),
    },
    {
      id: 'run',
      label: 'Action',
      minWidth: 104,
      cell: ({ name }) => (
        <Cell>
          <PermittedButton
            permission="create"
            experiment={name}
            size="small"
            variant="secondary"
            iconStart={<RiPlayLine />}
            aria-label={`Run ${name}`}
            onPress={() => onRun(name)}
          >
            Run…
          </PermittedButton>
        </Cell>
      ),
    },
  ];
}
