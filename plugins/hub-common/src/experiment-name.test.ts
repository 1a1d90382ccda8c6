import { validateExperimentName } from './experiment-name';
import { isRunId, newRunId, applicationName } from './run-id';

describe('validateExperimentName', () => {
  it.each(['a', 'http-baseline', 'a1', `a${'b'.repeat(39)}`])(
    'accepts %s',
    name => expect(validateExperimentName(name)).toEqual([]),
  );

  it.each([
    ['', /empty/],
    ['Http', /“H”/],
    ['a b', /“ ”/],
    ['a_b', /“_”/],
    ['a.b', /“\.”/],
    ['ü', /“ü”/],
    ['-a', /start/],
    ['a-', /end/],
    ['1a', /start/],
    [`a${'b'.repeat(40)}`, /41 characters/],
  ])('refuses “%s” in words', (name, message) => {
    const [issue] = validateExperimentName(name);
    expect(issue).toMatchObject({ path: 'name' });
    expect(issue.message).toMatch(message);
    expect(issue.remedy).toMatch(/\S/);
  });
});

describe('newRunId', () => {
  it('leaves room for the longest Application name', () => {
    const run = newRunId('a'.repeat(40));
    expect(isRunId(run)).toBe(true);
    expect(applicationName(run, 'orchestrator').length).toBeLessThanOrEqual(63);
  });

  it('differs from call to call', () => {
    const ids = new Set(Array.from({ length: 50 }, () => newRunId('a')));
    expect(ids.size).toBe(50);
  });
});
