import { Cell, CellText, type ColumnConfig, Link } from '@backstage/ui';
import { type Experiment } from '@illm-lab/plugin-hub-common';
import { RiPlayLine } from '@remixicon/react';
import { EntityLink } from '../components/EntityLink';
import { PermittedButton } from '../components/PermittedButton';
import { StatusTag } from '../components/StatusTag';
import { TimeAgo } from '../components/Time';
import { runStatus } from '../format/phase';

type Row = Experiment & { id: string };

/** Columns of the table of experiments. */
export function experimentColumns({
  experimentHref,
  runHref,
  onRun,
  narrow,
}: {
  experimentHref: (name: string) => string | undefined;
  runHref: (id: string) => string;
  onRun: (name: string) => void;
  narrow: boolean;
}): ColumnConfig<Row>[] {
  return [
    {
      id: 'name',
      label: 'Experiment',
      isRowHeader: true,
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
      isHidden: narrow,
      cell: ({ owner }) => (
        <Cell>
          {owner ? <EntityLink entityRef={owner} defaultKind="group" /> : '–'}
        </Cell>
      ),
    },
    {
      id: 'verdict',
      label: 'Last run',
      cell: ({ lastRun }) => (
        <Cell>
          {lastRun ? (
            <Link
              href={runHref(lastRun.id)}
              aria-label={`Run ${lastRun.number}, ${runStatus(lastRun).word}`}
            >
              <StatusTag status={runStatus(lastRun)} />
            </Link>
          ) : (
            'never run'
          )}
        </Cell>
      ),
    },
    {
      id: 'when',
      label: 'When',
      isHidden: narrow,
      cell: ({ lastRun }) => (
        <Cell>{lastRun ? <TimeAgo at={lastRun.createdAt} /> : '–'}</Cell>
      ),
    },
    {
      id: 'run',
      label: 'Action',
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
