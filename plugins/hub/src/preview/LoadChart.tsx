import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { ParentSize } from '@visx/responsive';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import {
  loadCurve,
  type LoadCurve,
  type RequestLoad,
  scenarioWords,
} from '@illm-lab/plugin-hub-common';
import { duration } from '../format/time';
import styles from './preview.module.css';

const MARGIN = { top: 8, right: 16, bottom: 24, left: 48 };
const HEIGHT = 140;
const TICKS = 4;
/** A label of a time needs so many pixels. */
const LABEL_WIDTH = 80;

const UNITS = { vus: 'Virtual users', rate: 'Requests per second' };

const Chart = ({
  lines,
  seconds,
  label,
  width,
}: {
  lines: (LoadCurve['lines'][number] & { look: number })[];
  seconds: number;
  label: string;
  width: number;
}) => {
  const plotWidth = Math.max(0, width - MARGIN.left - MARGIN.right);
  const plotHeight = HEIGHT - MARGIN.top - MARGIN.bottom;
  const x = scaleLinear({ domain: [0, seconds], range: [0, plotWidth] });
  const y = scaleLinear({
    domain: [
      0,
      Math.max(1, ...lines.flatMap(({ points }) => points.map(p => p.value))),
    ],
    range: [plotHeight, 0],
    nice: true,
  });
  if (plotWidth === 0) return null;
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={HEIGHT}
      className={styles.chart}
    >
      <Group left={MARGIN.left} top={MARGIN.top}>
        {lines.map(({ name, points, look }) => (
          <LinePath
            key={name}
            data={points}
            x={({ at }) => x(at)}
            y={({ value }) => y(value)}
            className={styles.curve}
            data-look={look}
          />
        ))}
        <AxisLeft
          scale={y}
          numTicks={TICKS}
          hideTicks
          axisLineClassName={styles.axis}
          tickFormat={value =>
            Number.isInteger(Number(value)) ? String(value) : ''
          }
          tickClassName={styles.tick}
        />
        <AxisBottom
          top={plotHeight}
          scale={x}
          hideTicks
          numTicks={Math.max(2, Math.floor(plotWidth / LABEL_WIDTH))}
          axisLineClassName={styles.axis}
          tickFormat={value =>
            Number(value) === 0 ? '0' : duration(Number(value) * 1000)
          }
          tickClassName={styles.tick}
        />
      </Group>
    </svg>
  );
};

/** How the load goes over time: virtual users and rates, a line per scenario. */
export const LoadChart = ({ load }: { load: RequestLoad }) => {
  const { lines, seconds } = loadCurve(load);
  const looked = lines.map((line, look) => ({ ...line, look }));
  const names = load.scenarios.map(one => `${one.name}: ${scenarioWords(one)}`);
  return (
    <div>
      {(['vus', 'rate'] as const).map(unit => {
        const own = looked.filter(line => line.unit === unit);
        return own.length === 0 ? null : (
          <figure key={unit} className={styles.figure}>
            <figcaption>{UNITS[unit]}</figcaption>
            <ParentSize debounceTime={50}>
              {({ width }) => (
                <Chart
                  lines={own}
                  seconds={seconds}
                  width={width}
                  label={`${UNITS[unit]} over time. ${names
                    .filter((_, at) => looked[at].unit === unit)
                    .join('; ')}`}
                />
              )}
            </ParentSize>
          </figure>
        );
      })}
      {lines.length > 1 && (
        <ul className={styles.legend} aria-label="Scenarios">
          {names.map((name, look) => (
            <li key={name}>
              <span className={styles.swatch} data-look={look} aria-hidden />
              {name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
