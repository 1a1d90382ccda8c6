import { readStepInput } from './input';

const env = {
  LAB_RUN: 'demo-abcde',
  LAB_EXPERIMENT: 'demo',
  LAB_COMMIT: 'a'.repeat(40),
  LAB_REPOSITORY: 'http://localhost:7008/illm/lab.git',
  LAB_PARAMETERS: '{"vus":"5"}',
  LAB_KEEP: 'true',
};

it('reads what the WorkflowTemplate sets', () => {
  expect(readStepInput(env)).toEqual({
    run: 'demo-abcde',
    experiment: 'demo',
    commit: env.LAB_COMMIT,
    repository: env.LAB_REPOSITORY,
    parameters: { vus: '5' },
    keep: true,
  });
});

it.each([
  ['LAB_RUN', ''],
  ['LAB_RUN', '../etc'],
  ['LAB_EXPERIMENT', 'No Name'],
  ['LAB_COMMIT', 'main'],
  ['LAB_REPOSITORY', 'ext::sh -c true'],
  ['LAB_REPOSITORY', '--upload-pack=true'],
  ['LAB_PARAMETERS', 'vus=5'],
  ['LAB_PARAMETERS', '["5"]'],
  ['LAB_PARAMETERS', '{"vus":5}'],
])('refuses %s=%j and names it', (name, value) => {
  expect(() => readStepInput({ ...env, [name]: value })).toThrow(name);
});
