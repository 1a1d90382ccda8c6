import {
  DEFAULT_LOAD,
  EXECUTORS,
  type Scenario,
} from '@illm-lab/plugin-hub-common';
import { render, screen } from '@testing-library/react';
import { ReviewValue } from './ReviewValue';
import { reviewRows } from './reviewRows';

const [scenario] = DEFAULT_LOAD.scenarios;
const loadOf = (change: object) =>
  reviewRows('Load', { ...DEFAULT_LOAD, ...change });

it('has the words of the form for what is tested', () => {
  expect(reviewRows('Workload', { kind: 'lab' })).toEqual([
    ['It is', 'The lab’s own server'],
  ]);
  expect(
    reviewRows('Workload', { kind: 'url', url: 'http://localhost:7690' }),
  ).toEqual([
    ['It is', 'A URL that is there already'],
    ['URL', 'http://localhost:7690'],
  ]);
  expect(
    reviewRows('Workload', {
      kind: 'image',
      image: 'acme/shop:1',
      port: 80,
      command: ['run', 'it'],
      env: [
        { name: 'MODE', value: 'test' },
        { name: 'KEY', secret: 'shop', key: 'token' },
      ],
    }),
  ).toEqual([
    ['It is', 'An image'],
    ['Image', 'acme/shop:1'],
    ['Port', 80],
    ['Replicas', 1],
    ['CPU', '100m'],
    ['Memory', '128Mi'],
    ['Command', 'run it'],
    ['Environment', ['MODE=test', 'KEY from Secret shop, key token']],
  ]);
  expect(
    reviewRows('Workload', {
      kind: 'git',
      repository: 'https://charts.example.org',
      chart: 'podinfo',
      revision: '6.9.0',
      service: 'target-podinfo',
      port: 80,
    }),
  ).toEqual([
    ['It is', 'a chart of a Helm repository'],
    ['Repository', 'https://charts.example.org'],
    ['Chart', 'podinfo'],
    ['Version', '6.9.0'],
    ['Service', 'target-podinfo'],
    ['Port', 80],
    ['It speaks', 'http'],
  ]);
});

it('has the words of the form for the load', () => {
  expect(
    loadOf({
      checks: [
        { kind: 'status', value: 200 },
        { kind: 'within', value: 500 },
      ],
    }),
  ).toEqual([
    ['It is', 'Described here'],
    ['Method', 'GET'],
    ['Path', '/'],
    [
      'Scenarios',
      [
        [
          ['Scenario name', 'load'],
          ['Shape', 'Virtual users, up and down'],
          ['Virtual users', 5],
          ['Duration', '10s'],
          ['Ramp up and down', '2s'],
        ],
      ],
    ],
    [
      'Checks',
      ['The answer has the status 200', 'The answer comes within (ms) 500'],
    ],
    ['Pause', '0.05 s'],
  ]);
  const file = { path: 'a.js', content: 'x', encoding: 'utf8' };
  expect(
    reviewRows('Load', { kind: 'folder', files: [file], script: 'a.js' }),
  ).toEqual([
    ['It is', 'My own k6 folder'],
    ['Files', ['a.js']],
    ['Script', 'a.js'],
  ]);
});

it.each(EXECUTORS)('never says %s', executor => {
  const one: Scenario = { ...scenario, executor };
  const value = { ...DEFAULT_LOAD, scenarios: [one] };
  render(<ReviewValue value={value} field={{ 'ui:field': 'Load' }} />);
  expect(screen.getByText('Shape')).toBeVisible();
  expect(document.body).not.toHaveTextContent(
    new RegExp(`${executor}|executor|kind`, 'i'),
  );
});
