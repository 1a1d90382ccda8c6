import { type NodePage } from '@illm-lab/plugin-hub-common';
import { SourceNotice } from '../../components/SourceNotice';
import { plural } from '../../format/counts';
import { useUnwellNodes } from '../../state/catalogQueries';
import { hasFigures } from '../../state/hasFigures';
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

/** A node that does its work may still have something to attend to. */
const isIll = ({ health }: NodePage['items'][number]) =>
  health === 'bad' || health === 'unknown';

function figureOf({ clusters, items }: NodePage): string {
  const nodes = sum(clusters.map(one => one.nodes));
  const ill = items.filter(isIll).length;
  return nodes === 0 ? 'No nodes' : `${nodes - ill} of ${nodes}`;
}

function wordsOf({ clusters, items }: NodePage): string {
  const pods = sum(clusters.map(one => one.pods));
  const unwell = sum(clusters.map(one => one.unwell));
  const where =
    clusters.length > 1 ? ` in ${plural(clusters.length, 'cluster')}` : '';
  const attention = unwell - items.filter(isIll).length;
  return [
    `${unwell === 0 ? 'nodes, all well' : 'nodes at work'}${where}`,
    attention > 0 && `${attention} to attend to`,
    plural(pods, 'pod'),
  ]
    .filter(Boolean)
    .join(' · ');
}
