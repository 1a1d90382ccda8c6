import { ExperimentFile } from '../types';
import { checksOf, statusesOf } from './checks';
import { scenarioInputs } from './inputs';
import { keyLiteral, stringLiteral } from './literal';
import { DEFAULT_MAX_VUS } from './scenarios';
import { isRamp, isRate, RequestLoad, Scenario } from './shape';

/** A body that is longer or has lines is a file of its own. */
const INLINE_BODY = 60;
const MAIN = 'load.js';

/** Files of a load whose script is written from what is said about it. */
export function loadFiles(load: RequestLoad): ExperimentFile[] {
  const body = bodyFile(load);
  return [
    { path: MAIN, content: script(load, body?.path), encoding: 'utf8' },
    ...(body ? [body] : []),
  ];
}

function bodyFile({ body }: RequestLoad): ExperimentFile | undefined {
  if (!body || (body.length <= INLINE_BODY && !/[\r\n]/.test(body))) {
    return undefined;
  }
  const path = isJson(body) ? 'body.json' : 'body.txt';
  return { path, content: body, encoding: 'utf8' };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The k6 script, as a person would write it. */
function script(load: RequestLoad, bodyPath?: string): string {
  const { scenarios, checks, pause } = load;
  const users = scenarios.filter(one => !isRate(one));
  const pauses = pause > 0 && users.length > 0;
  // Users pause after each answer; an arrival rate is kept without pauses.
  const isMixed = pauses && users.length < scenarios.length;
  const names = [
    ...(checks.length > 0 ? ['check'] : []),
    ...(pauses ? ['sleep'] : []),
  ];
  const sleep = pauses
    ? [
        '  // Without a pause one user is as much load as the machine can make.',
        `  sleep(${pause});`,
      ]
    : [];
  return `${[
    "import http from 'k6/http';",
    ...(names.length > 0 ? [`import { ${names.join(', ')} } from 'k6';`] : []),
    '',
    '// What a run may be given otherwise comes from the inputs of the workflow.',
    `const url = __ENV.TARGET_URL.replace(/\\/$/, '') + ${stringLiteral(
      load.path,
    )};`,
    ...bodyLine(load, bodyPath),
    ...paramsLines(load),
    ...statusLines(load),
    '',
    'export const options = {',
    '  scenarios: {',
    ...scenarios.flatMap(one => scenarioLines(one, load, isMixed)),
    '  },',
    '  thresholds: JSON.parse(__ENV.THRESHOLDS),',
    "  summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)', 'p(99)'],",
    '};',
    '',
    'export default function request() {',
    ...requestLines(load, bodyPath),
    ...(isMixed ? [] : sleep),
    '}',
    ...(isMixed
      ? ['', 'export function user() {', '  request();', ...sleep, '}']
      : []),
  ].join('\n')}\n`;
}

function bodyLine({ body }: RequestLoad, path?: string): string[] {
  if (!body) return [];
  return [
    `const body = ${
      path ? `open(${stringLiteral(`./${path}`)})` : stringLiteral(body)
    };`,
  ];
}

function paramsLines({ headers }: RequestLoad): string[] {
  if (headers.length === 0) return [];
  return [
    'const params = {',
    '  headers: {',
    ...headers.map(
      ({ name, value }) => `    ${keyLiteral(name)}: ${stringLiteral(value)},`,
    ),
    '  },',
    '};',
  ];
}

/** k6 counts each status from 400 on as failed, unless it is told otherwise. */
function statusLines({ checks }: RequestLoad): string[] {
  const wanted = statusesOf(checks).filter(one => one < 200 || one >= 400);
  return wanted.length === 0
    ? []
    : [
        '',
        `http.setResponseCallback(http.expectedStatuses({ min: 200, max: 399 }, ${wanted.join(
          ', ',
        )}));`,
      ];
}

function scenarioLines(one: Scenario, load: RequestLoad, isMixed: boolean) {
  const inputs = scenarioInputs(one, load);
  const peak = `Number(__ENV.${inputs.peak.env})`;
  const duration = `__ENV.${inputs.duration.env}`;
  const stage = (time: string, target: string) =>
    `        { duration: ${time}, target: ${target} },`;
  const ramp = stringLiteral(one.ramp ?? '0s');
  const rate = isRate(one);
  return [
    `    ${keyLiteral(one.name)}: {`,
    `      executor: '${one.executor}',`,
    ...(isMixed && !rate ? ["      exec: 'user',"] : []),
    ...(one.start ? [`      startTime: ${stringLiteral(one.start)},`] : []),
    ...(rate
      ? [`      preAllocatedVUs: ${one.maxVUs ?? DEFAULT_MAX_VUS},`]
      : []),
    ...(isRamp(one)
      ? [
          ...(rate ? [] : ['      startVUs: 0,']),
          '      stages: [',
          stage(ramp, peak),
          stage(duration, peak),
          stage(ramp, '0'),
          '      ],',
        ]
      : [
          `      ${rate ? 'rate' : 'vus'}: ${peak},`,
          `      duration: ${duration},`,
        ]),
    '    },',
  ];
}

function requestLines(load: RequestLoad, bodyPath?: string): string[] {
  const { method, headers, checks, body } = load;
  const hasBody = Boolean(body ?? bodyPath);
  const call =
    method === 'GET' && !hasBody
      ? `http.get(url${headers.length > 0 ? ', params' : ''})`
      : `http.request('${method}', url, ${hasBody ? 'body' : 'null'}${
          headers.length > 0 ? ', params' : ''
        })`;
  if (checks.length === 0) return [`  ${call};`];
  return [
    `  const response = ${call};`,
    '  check(response, {',
    ...checksOf(checks).map(
      ({ name, test }) => `    ${stringLiteral(name)}: ${test},`,
    ),
    '  });',
  ];
}
