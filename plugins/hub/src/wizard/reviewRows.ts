import {
  type Check,
  checkLoad,
  checkWorkload,
  type EnvironmentVariable,
  isHelm,
  isRamp,
  isRate,
  type Load,
  type Scenario,
  type Workload,
} from '@illm-lab/plugin-hub-common';
import { CHECKS, LOAD_KINDS, peakTitle, SHAPES } from '../load/words';
import { GIT_SOURCES, gitSource, WORKLOAD_KINDS } from '../workload/words';

/** A name as the form has it, and what is there: a text, some, or rows again. */
export type ReviewRow = [
  name: string,
  value: string | number | undefined | (string | ReviewRow[])[],
];

const variable = (one: EnvironmentVariable) =>
  'value' in one
    ? `${one.name}=${one.value}`
    : `${one.name} from Secret ${one.secret}, key ${one.key}`;

function workloadRows(workload: Workload): ReviewRow[] {
  const what: ReviewRow = ['It is', WORKLOAD_KINDS[workload.kind].name];
  switch (workload.kind) {
    case 'image':
      return [
        what,
        ['Image', workload.image],
        ['Port', workload.port],
        ['Replicas', workload.replicas],
        ['CPU', workload.requests.cpu],
        ['Memory', workload.requests.memory],
        ['Readiness path', workload.readinessPath],
        ['Command', workload.command.join(' ')],
        ['Arguments', workload.args.join(' ')],
        ['Environment', workload.env.map(variable)],
      ];
    case 'git':
      return [
        ['It is', GIT_SOURCES[gitSource(workload)]],
        ['Repository', workload.repository],
        workload.chart === undefined
          ? ['Folder', workload.path]
          : ['Chart', workload.chart],
        [
          workload.chart === undefined ? 'Revision' : 'Version',
          workload.revision,
        ],
        ['Values', isHelm(workload) ? workload.values : undefined],
        ['Service', workload.service],
        ['Port', workload.port],
        ['It speaks', workload.scheme],
      ];
    case 'url':
      return [what, ['URL', workload.url]];
    default:
      return [what];
  }
}

const isThere = ([, value]: ReviewRow) =>
  value !== undefined &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0);

const scenarioRows = (scenario: Scenario): ReviewRow[] => [
  ['Scenario name', scenario.name],
  ['Shape', SHAPES[scenario.executor]],
  [peakTitle(scenario), scenario.peak],
  ['Duration', scenario.duration],
  ['Ramp up and down', isRamp(scenario) ? scenario.ramp : undefined],
  ['Users at most', isRate(scenario) ? scenario.maxVUs : undefined],
  ['Starts after', scenario.start],
];

const checkText = ({ kind, value }: Check) =>
  `The answer ${CHECKS[kind]} ${value}`;

function loadRows(load: Load): ReviewRow[] {
  const from: ReviewRow = ['It is', LOAD_KINDS[load.kind]];
  if (load.kind === 'folder') {
    return [
      from,
      ['Files', load.files.map(({ path }) => path)],
      ['Script', load.script],
    ];
  }
  return [
    from,
    ['Method', load.method],
    ['Path', load.path],
    ['Scenarios', load.scenarios.map(one => scenarioRows(one).filter(isThere))],
    ['Checks', load.checks.map(checkText)],
    ['Headers', load.headers.map(({ name, value }) => `${name}: ${value}`)],
    ['Body', load.body],
    ['Pause', `${load.pause} s`],
  ];
}

/**
 * What a field of our own holds, in the words that it asks in; undefined for other
 * fields, and for what the field would not take.
 */
export function reviewRows(
  field: string | undefined,
  value: unknown,
): ReviewRow[] | undefined {
  if (field === 'Workload') {
    const read = checkWorkload(value);
    return 'workload' in read
      ? workloadRows(read.workload).filter(isThere)
      : undefined;
  }
  if (field === 'Load') {
    const read = checkLoad(value);
    return 'load' in read ? loadRows(read.load).filter(isThere) : undefined;
  }
  return undefined;
}
