import { Cell, CellText, type ColumnConfig, Link } from '@backstage/ui';
import { type Run } from '@illm-lab/plugin-hub-common';
import { RiStarFill } from '@remixicon/react';
import { CommitLink } from '../components/CommitLink';
import { EntityLink } from '../components/EntityLink';
import { StatusTag } from '../components/StatusTag';
import { Duration, TimeAgo } from '../components/Time';
import { runStatus } from '../format/phase';
import styles from './runs.module.css';

/** What the columns need to know of their surroundings. */
export interface ColumnOptions {
  runHref: (id: string) => string;
  experimentHref: (name: string) => string | undefined;
  /** One experiment's own table does not name it in each row. */
  showExperiment: boolean;
  /** On a phone only what tells runs apart is shown. */
  narrow: boolean;
}

/** Columns of a table of runs. */
export function runColumns({
  runHref,
  experimentHref,
  showExperiment,
  narrow,
}: ColumnOptions): ColumnConfig<Run>[] {
  return [
    {
      id: 'number',
      defaultWidth: narrow ? '1.5fr' : '0.7fr',
      label: 'Run',
      isRowHeader: true,
      cell: run => (
        <Cell>
          <Link
            href={runHref(run.id)}
            aria-label={`Run ${run.number} of ${run.experiment}`}
          >
            {narrow && showExperiment ? `${run.experiment} ` : ''}#{run.number}
          </Link>
          {run.starredBy && (
            <RiStarFill
              className={styles.star}
              role="img"
              aria-label="Starred"
            />
          )}
        </Cell>
      ),
    },
    {
      id: 'experiment',
      defaultWidth: '1.3fr',
      label: 'Experiment',
      isHidden: !showExperiment || narrow,
      cell: run => (
        <CellText
          title={run.experiment}
          href={experimentHref(run.experiment)}
        />
      ),
    },
    {
      id: 'status',
      minWidth: 116,
      defaultWidth: '1.1fr',
      label: 'Status',
      cell: run => (
        <Cell>
          <StatusTag status={runStatus(run)} />
        </Cell>
      ),
    },
    {
      id: 'message',
      defaultWidth: '2.4fr',
      label: 'What happened',
      isHidden: narrow,
      cell: run => (
        <Cell>
          <span className={styles.message} title={run.message ?? undefined}>
            {run.message ?? '–'}
          </span>
        </Cell>
      ),
    },
    {
      id: 'duration',
      defaultWidth: '1fr',
      label: 'Duration',
      isHidden: narrow,
      cell: run => (
        <Cell>
          <span className={styles.figure}>
            <Duration startedAt={run.startedAt} finishedAt={run.finishedAt} />
          </span>
        </Cell>
      ),
    },
    {
      id: 'who',
      defaultWidth: '1.3fr',
      label: 'Who',
      isHidden: narrow,
      cell: run => (
        <Cell>
          {run.requestedBy ? (
            <EntityLink entityRef={run.requestedBy} defaultKind="user" />
          ) : (
            '–'
          )}
        </Cell>
      ),
    },
    {
      id: 'commit',
      defaultWidth: '0.9fr',
      label: 'Commit',
      isHidden: narrow,
      cell: run => (
        <Cell>
          <CommitLink commit={run.commit} />
        </Cell>
      ),
    },
    {
      id: 'when',
      defaultWidth: '1.3fr',
      label: 'When',
      cell: run => (
        <Cell>
          <TimeAgo at={run.createdAt} />
        </Cell>
      ),
    },
  ];
}
