import { durationSeconds } from '../../duration';
import { isRamp, isRate, RequestLoad, Scenario } from './shape';

/** A load over time; times in seconds from its start. */
export type LoadCurve = {
  /** By scenario, in their order: virtual users, or requests a second. */
  lines: {
    name: string;
    unit: 'vus' | 'rate';
    points: { at: number; value: number }[];
  }[];
  /** When the last scenario ends. */
  seconds: number;
};

/** How a load goes, as k6 will make it; of a load that has been checked. */
export function loadCurve({ scenarios }: RequestLoad): LoadCurve {
  const lines = scenarios.map(scenario => ({
    name: scenario.name,
    unit: isRate(scenario) ? ('rate' as const) : ('vus' as const),
    points: pointsOf(scenario),
  }));
  return {
    lines,
    seconds: Math.max(
      ...lines.map(({ points }) => points[points.length - 1].at),
    ),
  };
}

function pointsOf(scenario: Scenario) {
  const start = durationSeconds(scenario.start ?? '0s');
  const ramp = isRamp(scenario) ? durationSeconds(scenario.ramp ?? '0s') : 0;
  const top = start + ramp;
  const end = top + durationSeconds(scenario.duration);
  const { peak } = scenario;
  return [
    { at: start, value: 0 },
    { at: top, value: peak },
    { at: end, value: peak },
    { at: end + ramp, value: 0 },
  ];
}
