import { runCountsWords } from '@illm-lab/plugin-hub-common';
import { SourceNotice } from '../../components/SourceNotice';
import { useActivity } from '../../state/catalogQueries';
import { useNow } from '../../state/useNow';
import { TileFigure } from './Tile';

const MINUTE_MS = 60_000;

/** How many runs there were since the reader's midnight, and how they went. */
export const RunsTodayTile = () => {
  const midnight = new Date(useNow(MINUTE_MS));
  midnight.setHours(0, 0, 0, 0);
  const { data, error, isPending } = useActivity(midnight.toISOString());
  return (
    <>
      <TileFigure
        pending={isPending && !error}
        figure={data ? String(data.total) : '–'}
        words={
          data ? runCountsWords(data) || 'nothing ran yet' : 'not known now'
        }
      />
      <SourceNotice error={data ? null : error} what="The runs" />
    </>
  );
};
