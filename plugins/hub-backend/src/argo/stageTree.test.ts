import { gzipSync } from 'node:zlib';
import { fixture } from '../__testUtils__/fixtures';
import { buildStages } from './stageTree';

// As Argo keeps more than 1 MiB of nodes (case 12).
it('has the same stages when Argo has compressed the nodes', () => {
  const { parent, child } = fixture('threshold-failed');
  const { nodes, ...status } = child!.status!;
  const compressed = {
    ...child!,
    status: {
      ...status,
      compressedNodes: gzipSync(JSON.stringify(nodes)).toString('base64'),
    },
  };
  const stages = buildStages(parent, compressed);
  expect(stages).toEqual(buildStages(parent, child));
  expect(
    stages.find(({ name }) => name === 'experiment')?.children,
  ).not.toHaveLength(0);
});
