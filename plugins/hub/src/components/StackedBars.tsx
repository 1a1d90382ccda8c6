import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack } from '@visx/shape';
import styles from './StackedBars.module.css';

const MARGIN = { top: 8, right: 8, bottom: 28, left: 64 };
/** Labels of the days need so many pixels each. */
const LABEL_WIDTH = 56;
const LINES = 4;
const GAP = 0.25;

/** A part that every bar has. */
export interface BarPart {
  key: string;
  name: string;
  /** Its colour: a place in the palette, or what it stands for. */
  look: number | 'idle' | 'unallocated' | 'rest';
}

/** One bar. */
export interface Bar {
  id: string;
  name: string;
  /** By the key of the part. */
  values: Record<string, number>;
}

type Datum = Record<string, number | string> & { id: string };

/**
 * Bars stacked of the same parts, with a legend in the order of the stack. Each
 * part of a bar says what it is on hover; who can't see it reads `label` and the
 * table that belongs beside it.
 */
export const StackedBars = ({
  label,
  width,
  height,
  parts,
  bars,
  format,
}: {
  /** What it shows, in words. */
  label: string;
  /** Pixels; nothing is drawn before they are known. */
  width: number;
  height: number;
  /** From the bottom up. */
  parts: BarPart[];
  bars: Bar[];
  format: (value: number) => string;
}) => {
  const plotWidth = Math.max(0, width - MARGIN.left - MARGIN.right);
  const plotHeight = height - MARGIN.top - MARGIN.bottom;
  const sumOf = ({ values }: Bar) =>
    parts.reduce((sum, { key }) => sum + Math.max(0, values[key] ?? 0), 0);
  const x = scaleBand({
    domain: bars.map(({ id }) => id),
    range: [0, plotWidth],
    padding: GAP,
  });
  const y = scaleLinear({
    domain: [0, Math.max(...bars.map(sumOf), Number.MIN_VALUE)],
    range: [plotHeight, 0],
    nice: true,
  });
  const nameOf = new Map(bars.map(({ id, name }) => [id, name]));
  const partOf = new Map(parts.map(part => [part.key, part]));
  const every = Math.ceil((bars.length * LABEL_WIDTH) / (plotWidth || 1));
  const data: Datum[] = bars.map(({ id, values }) => ({ ...values, id }));
  return (
    <>
      {plotWidth > 0 && (
        <svg
          role="img"
          aria-label={label}
          width={width}
          height={height}
          className={styles.chart}
        >
          <Group left={MARGIN.left} top={MARGIN.top}>
            {y.ticks(LINES).map(tick => (
              <line
                key={tick}
                className={styles.line}
                x1={0}
                x2={plotWidth}
                y1={y(tick)}
                y2={y(tick)}
              />
            ))}
            <BarStack
              data={data}
              keys={parts.map(({ key }) => key)}
              x={({ id }) => id}
              xScale={x}
              yScale={y}
              color={() => ''}
              value={(datum, key) => Math.max(0, Number(datum[key] ?? 0))}
            >
              {stacks =>
                stacks.flatMap(stack =>
                  stack.bars
                    .filter(bar => bar.height > 0)
                    .map(bar => (
                      <rect
                        key={`${stack.key}-${bar.index}`}
                        className={styles.part}
                        data-look={partOf.get(String(stack.key))?.look}
                        x={bar.x}
                        y={bar.y}
                        width={bar.width}
                        height={bar.height}
                      >
                        <title>
                          {`${nameOf.get(data[bar.index].id)}: ${
                            partOf.get(String(stack.key))?.name
                          } ${format(Number(data[bar.index][stack.key]))}`}
                        </title>
                      </rect>
                    )),
                )
              }
            </BarStack>
            <AxisLeft
              scale={y}
              numTicks={LINES}
              hideAxisLine
              hideTicks
              tickFormat={value => format(Number(value))}
              tickClassName={styles.tick}
            />
            <AxisBottom
              top={plotHeight}
              scale={x}
              hideTicks
              axisLineClassName={styles.axis}
              tickValues={bars
                .filter((_, index) => index % every === 0)
                .map(({ id }) => id)}
              tickFormat={id => nameOf.get(id) ?? id}
              tickClassName={styles.tick}
            />
          </Group>
        </svg>
      )}
      <ul className={styles.legend} aria-label="Parts, from the bottom up">
        {parts.map(({ key, name, look }) => (
          <li key={key}>
            <span className={styles.swatch} data-look={look} aria-hidden />
            {name}
          </li>
        ))}
      </ul>
    </>
  );
};
