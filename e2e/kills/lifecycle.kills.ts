import { appendFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { apiPortsOf, nothingRemains, remains } from '../support/clusters';
import { runEnd, stageRuns, startRun } from '../support/runs';
import { sweep } from './sweep';
import { killed, VICTIMS } from './victims';

const RUN_MS = 420_000;

for (const victim of VICTIMS) {
  for (const step of victim.steps) {
    test(`${victim.name} is killed in ${step}`, async ({ request }) => {
      const startedAt = Date.now();
      const { id } = await startRun(
        request,
        { duration: '2s' },
        undefined,
        'http-baseline',
      );
      await stageRuns(request, id, step, RUN_MS);
      const ports = apiPortsOf(id);
      await killed(victim, id, step);
      const run = await runEnd(request, id, RUN_MS);
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      const left = remains(id, ports);
      await sweep();
      await nothingRemains(id, ports);
      const row = [
        victim.name,
        step,
        run.verdict ?? run.phase,
        `${seconds} s`,
        left.length ? left.join(', ') : 'nothing',
        run.verdict === 'passed' ? '' : run.message,
      ];
      if (process.env.KILLS_TABLE) {
        appendFileSync(process.env.KILLS_TABLE, `| ${row.join(' | ')} |\n`);
      }
      // Ended with a true account of it, whether it went on or not.
      expect(['Succeeded', 'Failed']).toContain(run.phase);
      expect(run.message).toMatch(/\S/);
    });
  }
}
