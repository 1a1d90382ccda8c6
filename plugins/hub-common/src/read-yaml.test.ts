import { parseExperimentCluster } from './experiment-cluster';
import { parseExperimentSource } from './experiment-source';
import { parseExperimentWorkflow } from './experiment-workflow';

describe.each([
  ['experiment.yaml', parseExperimentWorkflow],
  ['cluster.yaml', parseExperimentCluster],
  ['application.yaml', parseExperimentSource],
])('%s that is no YAML', (_file, parse) => {
  it.each([
    ['a bracket that stays open', 'kind: [Workflow', /valid YAML/],
    ['an alias without its anchor', 'kind: *kind', /valid YAML.*kind/],
    [
      'aliases without end',
      `a: &a [x, x]\nb: &b [${'*a, '.repeat(60)}]\nc: [${'*b, '.repeat(60)}]`,
      /valid YAML/,
    ],
  ])('is refused for %s', (_what, text, message) => {
    expect(parse(text)).toEqual({
      issues: [
        expect.objectContaining({ message: expect.stringMatching(message) }),
      ],
    });
  });
});
