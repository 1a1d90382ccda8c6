import styles from './Sparkline.module.css';

const PAD = 2;

/** A point of a sparkline; null where nothing was measured, which is a gap. */
export type SparkValue = number | null;

/**
 * A small curve of how something went, for the eye; the words in `label` say the
 * same to those who can't see it.
 */
export const Sparkline = ({
  values,
  label,
  min,
  max,
  width = 96,
  height = 24,
}: {
  /** Oldest first. */
  values: SparkValue[];
  /** What it shows, in words and with its last value. */
  label: string;
  /** Lower end of the scale; the smallest value when left out. */
  min?: number;
  /** Upper end of the scale; the largest value when left out. */
  max?: number;
  /** Pixels. */
  width?: number;
  /** Pixels. */
  height?: number;
}) => {
  const points = place(values, { min, max, width, height });
  const last = points.flat().pop();
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.line}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title>{label}</title>
      {points.map(part => (
        <polyline
          key={part[0].x}
          points={part.map(({ x, y }) => `${x},${y}`).join(' ')}
        />
      ))}
      {last && <circle cx={last.x} cy={last.y} r={PAD} />}
    </svg>
  );
};

const round = (pixels: number) => Math.round(pixels * 10) / 10;

/** Points on the picture, in runs between the gaps. */
function place(
  values: SparkValue[],
  scale: { min?: number; max?: number; width: number; height: number },
) {
  const known = values.filter((value): value is number => value !== null);
  const low = scale.min ?? Math.min(...known);
  const high = scale.max ?? Math.max(...known);
  const { width, height } = scale;
  const step = (width - 2 * PAD) / Math.max(values.length - 1, 1);
  const parts: { x: number; y: number }[][] = [];
  let open = false;
  values.forEach((value, index) => {
    if (value === null) {
      open = false;
      return;
    }
    // A value that never changed lies in the middle.
    const share = high > low ? (value - low) / (high - low) : 0.5;
    const y =
      height - PAD - Math.min(1, Math.max(0, share)) * (height - 2 * PAD);
    if (!open) parts.push([]);
    open = true;
    parts[parts.length - 1].push({
      x: round(PAD + index * step),
      y: round(y),
    });
  });
  return parts;
}
