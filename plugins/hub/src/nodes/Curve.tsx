import { type NodeHistory } from '@illm-lab/plugin-hub-common';
import { Sparkline } from '../components/Sparkline';
import { curveWords } from './words';

/** How much of a node was used over the last hour. */
export const Curve = ({
  name,
  of,
  history,
  width,
}: {
  name: string;
  of: 'cpu' | 'memory';
  history: NodeHistory;
  width?: number;
}) =>
  history[of].length === 0 ? null : (
    <Sparkline
      values={history[of]}
      label={curveWords(name, history[of], history.stepSeconds)}
      min={0}
      max={1}
      width={width}
    />
  );
