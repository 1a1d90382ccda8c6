import { gzipSync } from 'node:zlib';
import { makeResult } from '@illm-lab/plugin-hub-common';
import { Workflow } from '../kube';
import { resultInput } from './outcome';

const nodes = Object.fromEntries(
  Array.from({ length: 8 }, (_, index) => [
    `n${index}`,
    {
      id: `n${index}`,
      name: `demo-abcde.load(${index}:${index})`,
      displayName: `load(${index}:${index})`,
      type: 'Pod',
      phase: index === 7 ? 'Failed' : 'Succeeded',
      finishedAt: `2026-12-01T12:00:0${index}Z`,
      outputs: { exitCode: index === 7 ? '99' : '0' },
    },
  ]),
);
const ended = (status: object) =>
  ({
    status: { phase: 'Failed', message: 'child failed', ...status },
  } as Workflow);

// As Argo keeps more than 1 MiB of nodes (case 12).
it('is the same when Argo has compressed the nodes', () => {
  const compressed = resultInput(
    ended({
      nodes: null,
      compressedNodes: gzipSync(JSON.stringify(nodes)).toString('base64'),
    }),
  );
  expect(compressed).toEqual(resultInput(ended({ nodes })));
  expect(compressed.workflow?.failedStep).toMatchObject({
    name: 'load(7:7)',
    exitCode: 99,
  });
  expect(makeResult(compressed).verdict).toBe('failed');
});

it('goes by the workflow’s phase when the nodes can’t be unpacked', () =>
  expect(
    resultInput(ended({ compressedNodes: 'H4sIAAAA' })).workflow,
  ).toMatchObject({ phase: 'Failed', message: 'child failed' }));
