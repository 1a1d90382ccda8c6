import { HubStatus } from '@illm-lab/local-hub/control';

/** Tools that are not built yet, as lines for a person. */
export function describeBuilds(status: HubStatus): string[] {
  return status.tools
    .filter(({ state }) => state !== 'ready')
    .map(({ tool, state, etaSeconds, message }) => {
      const eta = etaSeconds ? `, ready in about ${duration(etaSeconds)}` : '';
      const said = state === 'failed' && message ? `: ${message}` : '';
      return `${tool} ${state}${eta}${said}`;
    });
}

/** Seconds as people say them: `45 s`, `2 m 05 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60
    ? `${whole} s`
    : `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
}

/** Rows as columns of equal width. */
export function columns(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
}

/** The whole status for a person, the answer first. */
export function describeStatus(status: HubStatus): string[] {
  const { hub, portal, components, steps } = status;
  const ready = components.filter(one => one.ready).length;
  return [
    `The hub is ${hub.state}: ${ready} of ${
      components.length
    } parts are ready. Portal: ${portal.url}${
      portal.ready ? '' : ' (not yet)'
    }`,
    ...(hub.podsRunnable || !hub.podsReason
      ? []
      : [`Runs can't be started here: ${hub.podsReason}`]),
    ...describeBuilds(status).map(line => `  building  ${line}`),
    ...steps
      .filter(({ done }) => !done)
      .map(({ name, message }) => `  to do     ${name}: ${message}`),
    '',
    ...columns([
      ['part', 'state', 'version', 'pid', 'address', ''],
      ...components.map(one => [
        one.name,
        one.ready ? 'ready' : 'not ready',
        one.version ?? '-',
        String(one.pid ?? '-'),
        one.address ?? '-',
        one.ready ? '' : one.message,
      ]),
    ]),
  ];
}
