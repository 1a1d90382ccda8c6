import { Cell, CellText, type ColumnConfig } from '@backstage/ui';
import { type Team } from '@illm-lab/plugin-hub-common';
import { EntityLinks, experimentRefs } from '../components/EntityLinks';
import { SpendText } from '../components/SpendText';
import { runsWords } from '../format/counts';
import { type Spend } from '../state/useSpend';

/** A team as a row. */
export type TeamRow = Team & { id: string };

/** What each column is sorted by. */
export const teamValues = (spend: Spend) => ({
  name: ({ title }: TeamRow) => title,
  members: ({ members }: TeamRow) => members.length,
  experiments: ({ experiments }: TeamRow) => experiments.length,
  runs: ({ runs }: TeamRow) => runs.total,
  spend: ({ name }: TeamRow) => spend.of(name),
});

/** Columns of the table of teams. */
export function teamColumns({
  spend,
  entityHref,
  narrow,
}: {
  spend: Spend;
  entityHref: (ref: string) => string | undefined;
  /** On a phone only what tells teams apart is shown. */
  narrow: boolean;
}): ColumnConfig<TeamRow>[] {
  return [
    {
      id: 'name',
      label: 'Team',
      isRowHeader: true,
      isSortable: true,
      defaultWidth: '1.6fr',
      cell: ({ title, description, entityRef }) => (
        <CellText
          title={title}
          description={(!narrow && description) || undefined}
          href={entityHref(entityRef)}
        />
      ),
    },
    {
      id: 'members',
      label: 'Members',
      isSortable: true,
      minWidth: 104,
      isHidden: narrow,
      defaultWidth: '1.4fr',
      cell: ({ members }) => (
        <Cell>
          <span>
            <EntityLinks refs={members} defaultKind="user" atMost={3} />
          </span>
        </Cell>
      ),
    },
    {
      id: 'experiments',
      label: 'Experiments',
      isSortable: true,
      minWidth: 128,
      isHidden: narrow,
      defaultWidth: '1.6fr',
      cell: ({ experiments }) => (
        <Cell>
          <span>
            <EntityLinks
              refs={experimentRefs(experiments)}
              defaultKind="component"
              atMost={3}
            />
          </span>
        </Cell>
      ),
    },
    {
      id: 'runs',
      label: 'Runs, 30 d',
      isSortable: true,
      minWidth: 112,
      defaultWidth: '1fr',
      cell: ({ runs }) => <CellText title={runsWords(runs)} />,
    },
    {
      id: 'spend',
      label: 'Spend, 30 d',
      isSortable: true,
      minWidth: 120,
      defaultWidth: '1fr',
      cell: ({ name }) => (
        <Cell>
          <SpendText spend={spend} of={name} />
        </Cell>
      ),
    },
    {
      id: 'costCenter',
      label: 'Cost center',
      isHidden: narrow,
      defaultWidth: '1.2fr',
      cell: ({ costCenters }) => (
        <Cell>
          <span>
            <EntityLinks refs={costCenters} defaultKind="group" />
          </span>
        </Cell>
      ),
    },
  ];
}
