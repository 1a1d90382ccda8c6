import { type NodePage } from '@illm-lab/plugin-hub-common';
import { SourceNotice } from '../../components/SourceNotice';
import { plural } from '../../format/counts';
import { useUnwellNodes } from '../../state/catalogQueries';
import { hasFigures } from '../../state/useSpend';
import { TileFigure } from './Tile';

/** How many of all clusters' nodes are well. */
export const NodesTile = () => {
  const { data, error, isPending } = useUnwellNodes();
  const shown = data && hasFigures(data) ? data : undefined;
  return (
    <>
      <TileFigure
        pending={isPending && !error}
        figure={shown ? figureOf(shown) : '–'}
        words={shown ? wordsOf(shown) : 'not known now'}
      />
      <SourceNotice
        source={data?.source}
        error={data ? null : error}
        what="The nodes"
      />
    </>
  );
};

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

function figureOf({ clusters }: NodePage): string {
  const nodes = sum(clusters.map(one => one.nodes));
  const unwell = sum(clusters.map(one => one.unwell));
  return nodes === 0 ? 'No nodes' : `${nodes - unwell} of ${nodes}`;
}

function wordsOf({ clusters }: NodePage): string {
  const pods = sum(clusters.map(one => one.pods));
  const unwell = sum(clusters.map(one => one.unwell));
  const where =
    clusters.length > 1 ? ` in ${plural(clusters.length, 'cluster')}` : '';
  return `${unwell === 0 ? 'nodes, all well' : 'nodes well'}${where} · ${plural(
    pods,
    'pod',
  )}`;
}
