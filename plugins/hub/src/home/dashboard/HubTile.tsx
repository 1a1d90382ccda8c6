import { type ServiceList } from '@illm-lab/plugin-hub-common';
import { SourceNotice } from '../../components/SourceNotice';
import { useServiceList } from '../../state/catalogQueries';
import { hasFigures } from '../../state/hasFigures';
import { TileFigure } from './Tile';

/** How many of the hub's services are well. */
export const HubTile = () => {
  const { data, error, isPending } = useServiceList();
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
        what="The services"
      />
    </>
  );
};

const isWell = ({ state }: ServiceList['items'][number]) => state === 'healthy';

function figureOf({ items }: ServiceList): string {
  return items.length === 0
    ? 'No services'
    : `${items.filter(isWell).length} of ${items.length}`;
}

const firstBlocked = (waves: ServiceList['waves']) =>
  waves.find(({ state }) => state === 'blocked')?.wave;

function wordsOf({ items, waves }: ServiceList): string {
  if (items.length === 0) return 'none is offered yet';
  const blocked = waves.filter(({ state }) => state === 'blocked').length;
  if (blocked > 0) return `services well, wave ${firstBlocked(waves)} blocked`;
  return items.every(isWell) ? 'services, all well' : 'services well';
}
