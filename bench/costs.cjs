// Adds up 100,000 allocations, as a month of a large hub has them, by labels:
//   node bench/costs.cjs
// Prints the median and the slowest of ROUNDS rounds. Needs no hub.
require('@backstage/cli-node/config/nodeTransform.cjs');
const { performance } = require('node:perf_hooks');
const costs = '../plugins/hub-backend/src/costs';
const { CostService } = require(`${costs}/CostService`);
const { parseCosts } = require(`${costs}/parseOpenCost`);
const { mergeData } = require(`${costs}/mergePods`);

const DAYS = 30;
const ALLOCATIONS = 100_000;
const ROUNDS = 15;
const PER_DAY = Math.ceil(ALLOCATIONS / DAYS);
const NOW = Date.parse('2026-11-25T23:59:00Z');

const pick = (list, index) => list[index % list.length];
const many = (name, count) =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);
const teams = many('team', 40);
const experiments = many('experiment', 300);

/** One allocation as OpenCost answers it; one in fifty has no labels. */
const allocation = index => ({
  properties: {
    cluster: 'hub',
    node: `node-${index % 50}`,
    container: 'main',
    namespace: `namespace-${index % 500}`,
    pod: `pod-${index} uid-${index}`,
    controller: `workload-${index % 2000}`,
    controllerKind: 'deployment',
    labels:
      index % 50 === 0
        ? {}
        : {
            team: pick(teams, index),
            project: `project-${index % 60}`,
            environment: pick(['dev', 'prod'], index),
            cost_center: `cc-${index % 8}`,
            illm_lab_experiment: pick(experiments, index),
            illm_lab_run: `run-${index % 5000}`,
          },
  },
  minutes: 60,
  cpuCores: 0.25,
  cpuCost: 0.01 + (index % 7) / 1000,
  ramBytes: 2 ** 29,
  ramCost: 0.002,
  totalEfficiency: 0.4,
});

const assets = {
  code: 200,
  data: {
    node: {
      type: 'Node',
      properties: { cluster: 'hub', name: 'node-0' },
      minutes: 1440,
      cpuCores: 64,
      ramBytes: 2 ** 38,
      cpuCost: 60,
      ramCost: 20,
      totalCost: 80,
    },
  },
};

const answers = Array.from({ length: DAYS }, (_, day) => ({
  code: 200,
  data: [
    Object.fromEntries(
      Array.from({ length: PER_DAY }, (_, index) => {
        const item = allocation(day * PER_DAY + index);
        return [`hub/${item.properties.pod}/main`, item];
      }),
    ),
  ],
}));

const summary = times => {
  const sorted = [...times].sort((a, b) => a - b);
  const ms = value => `${value.toFixed(0)} ms`;
  return `median ${ms(sorted[sorted.length >> 1])}, slowest ${ms(
    sorted[sorted.length - 1],
  )}`;
};

async function main() {
  const texts = answers.map(answer => JSON.stringify(answer));
  const began = performance.now();
  const days = texts.map(text =>
    mergeData([parseCosts({ allocations: JSON.parse(text), assets })]),
  );
  console.log(
    `${DAYS * PER_DAY} allocations read from ${(
      texts.join('').length / 1e6
    ).toFixed(0)} MB of JSON: ${(performance.now() - began).toFixed(0)} ms`,
  );
  const service = new CostService({
    currency: 'EUR',
    now: () => NOW,
    source: {
      read: async ({ from }) => days[Math.floor(from / 86_400_000) % DAYS],
      status: () => ({ name: 'OpenCost', connected: true }),
    },
  });
  const questions = {
    'by cost center': { aggregate: 'cost-center' },
    'by cost center, team and experiment, by day': {
      aggregate: 'cost-center,team,experiment',
      step: 'day',
    },
    'by run, idle shared, of one team': {
      aggregate: 'run',
      idle: 'share',
      filter: 'team:team-3',
    },
    'by workload, by day': { aggregate: 'workload', step: 'day' },
  };
  for (const [name, question] of Object.entries(questions)) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await service.report({ window: '30d', compare: 'none', ...question });
      times.push(performance.now() - start);
    }
    console.log(`${name}: ${summary(times)}`);
  }
  console.log(
    `${(process.memoryUsage().rss / 1024 ** 2).toFixed(0)} MiB resident`,
  );
}

main();
