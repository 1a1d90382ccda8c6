import { HubClient, isRunId } from '@illm-lab/plugin-hub-common';
import { openPage } from '../../host/openPage';
import { hubClient, saying, statusOf } from '../../portal/hub';
import { portalUrl } from '../../portal/session';
import { neither } from '../../portal/unknown';
import { Terminal } from '../../terminal';

const NOT_FOUND = 404;

/**
 * `lab experiment open`: opens the page of a run or of an experiment in the
 * browser, and prints its address either way.
 */
export async function open(
  name: string,
  options: { user?: string },
  terminal: Terminal,
): Promise<void> {
  const client = await hubClient(options);
  const url = await addressOf(client, name);
  terminal.answer(url);
  if (!openPage(url)) {
    terminal.progress('There is no browser to open it with here.');
  }
}

async function addressOf(client: HubClient, name: string): Promise<string> {
  if (isRunId(name)) {
    const run = await client.getRun({ id: name }).catch(error => {
      if (statusOf(error) === NOT_FOUND) return undefined;
      return saying(Promise.reject(error));
    });
    if (run) return run.url;
  }
  const { items } = await saying(client.listExperiments());
  const experiment = items.find(one => one.name === name);
  if (!experiment) throw await neither(client, name);
  const [kind, rest] = experiment.entityRef.split(':');
  const [namespace, entity] = rest.split('/');
  return `${await portalUrl()}/catalog/${namespace}/${kind}/${entity}`;
}
