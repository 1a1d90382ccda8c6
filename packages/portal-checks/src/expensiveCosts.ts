import { createServer, Server } from 'node:http';

/** Spent in every window that is asked for: over any budget of the catalog. */
const SPENT = 1_000;

/** An OpenCost by which the web and data teams have spent too much. */
export function expensiveCosts(port: number): Server {
  const item = {
    name: 'pod',
    properties: {
      ...{ cluster: 'hub', node: 'lab', namespace: 'default', pod: 'pod' },
      labels: { team: 'web', cost_center: 'cc-200' },
    },
    ...{ minutes: 60, cpuCost: SPENT, totalCost: SPENT },
  };
  return createServer((request, response) => {
    const isAllocation = request.url!.startsWith('/allocation');
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        ...{ code: 200, status: 'success' },
        data: isAllocation ? [{ pod: item }] : {},
      }),
    );
  }).listen(port, '127.0.0.1');
}
